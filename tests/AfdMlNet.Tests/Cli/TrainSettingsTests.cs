using System.CommandLine;
using System.Text.Json;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Train;
using AfdMlNet.Distillation;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public class TrainSettingsTests
{
    [TestMethod]
    public void Read_NothingGiven_LeavesTheLibrarysDefaults()
    {
        TrainSettings settings = Read("images");
        Assert.AreEqual(new TrainSettings { Data = "images", Output = "afd-model" }, settings);
    }

    [TestMethod]
    public void Read_AllGiven_IsKept()
    {
        TrainSettings settings = Read(
            "images --out o --students resnet8,resnet14 --weights resnet8=a=b.pth --weights 1=c.pth --method DML --epochs 3 --batch-size 16 --temperature 2.5 --seed 7 --size 24x16 --fit stretch "
            + "--validation 0.2 --patience 4 --keep last --deploy resnet14 --learning-rate 0.05 --adversarial-rate 1e-4 --adversarial-decay 0 --decoupled "
            + "--two-forwards --no-flip --crop-padding 2 --gpu 0 --threads 2 --classes a,b --per-class 9 --workspace w --json");
        CollectionAssert.AreEqual((string[])["resnet8", "resnet14"], settings.Students!.ToArray());
        CollectionAssert.AreEqual((string[])["a", "b"], settings.Classes.Names!.ToArray());
        CollectionAssert.AreEqual((StudentWeights[])[new("resnet8", "a=b.pth"), new("1", "c.pth")], settings.Weights!.ToArray());
        TrainSettings expected = new()
        {
            Data = "images",
            Output = "o",
            Students = settings.Students,
            Weights = settings.Weights,
            Method = "dml",
            Epochs = 3,
            BatchSize = 16,
            Temperature = 2.5,
            Seed = 7,
            Size = new(24, 16),
            Fit = "stretch",
            ValidationFraction = 0.2,
            Patience = 4,
            Keep = "last",
            Deploy = "resnet14",
            LearningRate = 0.05,
            AdversarialRate = 1e-4,
            AdversarialDecay = 0,
            Decoupled = true,
            TwoForwards = true,
            NoFlip = true,
            CropPadding = 2,
            Gpu = 0,
            Threads = 2,
            Classes = settings.Classes,
            PerClass = 9,
            Workspace = "w",
            Json = true,
        };
        Assert.AreEqual(expected, settings);
    }

    [TestMethod]
    public void Read_SeveralGpus_AreTheRingsPlaces()
    {
        TrainSettings settings = Read("images --gpu 1,0");
        AdversarialDistillationTrainer.Options options = TrainerOptions.Of(settings);

        Assert.IsNull(options.GpuDeviceId);
        CollectionAssert.AreEqual((int[])[1, 0], options.GpuDeviceIds!.ToArray());
        CollectionAssert.AreEqual((int[])[1, 0], JsonSerializer.Deserialize(HistoryFile.Text(settings), TrainingJson.Default.TrainSettings)!.Gpus!.ToArray());
        Assert.IsNull(Read("images --gpu 1").Gpus);
    }

    [TestMethod]
    public void Method_Choices_AreTheLibrarys() =>
        Assert.AreEqual(new TrainOptions().Method.HelpName, string.Join('|', DistillationMethod.All));

    private static TrainSettings Read(string arguments)
    {
        var options = new TrainOptions();
        var command = new Command("train") { options.Folder };
        foreach (Option option in options.All)
            command.Add(option);
        ParseResult parsed = command.Parse(arguments);
        Assert.IsEmpty(parsed.Errors);
        return TrainCommand.Read(parsed, options);
    }
}
