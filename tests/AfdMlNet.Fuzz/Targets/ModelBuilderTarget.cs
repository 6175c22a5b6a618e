using System.Text;
using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.ModelBuilder;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>Model Builder projects: read, a run added, written.</summary>
internal sealed class ModelBuilderTarget : FuzzTarget
{
    private readonly Scratch _scratch = new();

    public override string Name => "mbconfig";

    public override void Read(byte[] input)
    {
        var config = ModelBuilderConfig.Load(_scratch.Write("X.mbconfig", input));
        config.AddRun(SoundRecord.History);
        config.Save();
    }

    public override bool IsRefusal(Exception exception) => exception is FormatException;

    protected override byte[] Mutate(byte[] sound, Random random) => TextMutator.Mutate(sound, Other(random), JsonWords.All, random);

    protected override IReadOnlyList<byte[]> MakeCorpus() =>
    [
        Encoding.UTF8.GetBytes(
            """
            {
              "Scenario": "ImageClassification",
              "DataSource": { "Type": "Folder", "Version": 1, "FolderPath": "C:\\images" },
              "Environment": { "Type": "LocalCPU", "Version": 1 },
              "RunHistory": {
                "Version": 3, "Type": "Result",
                "Trials": [
                  { "Version": 1, "Type": "Trial", "TrainerName": "ImageClassificationMulti", "Score": 0.9, "RuntimeInSeconds": 12.5 }
                ],
                "Estimators": { "e0": "MapValueToKey" }, "Schema": "e0", "MetricName": "MicroAccuracy", "ModelFilePath": "X.mlnet"
              },
              "Type": "TrainingConfig", "Version": 5,
              "TrainingOption": {
                "Version": 2, "Type": "ClassificationTrainingOption", "TrainingTime": 600, "LabelColumn": "Label", "Seed": 0,
                "ValidationOption": { "Version": 0, "Type": "TrainValidateSplitValidationOption", "SplitRatio": 0.1 }
              }
            }
            """),
    ];
}
