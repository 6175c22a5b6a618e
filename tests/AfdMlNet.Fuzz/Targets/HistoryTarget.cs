using AfdMlNet.Cli;
using AfdMlNet.Cli.Train;
using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.ModelBuilder;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>history.json: read, and put into a Model Builder project as an export does.</summary>
internal sealed class HistoryTarget : FuzzTarget
{
    private readonly Scratch _scratch = new();

    public override string Name => "history";

    public override void Read(byte[] input)
    {
        _scratch.Write(HistoryFile.HistoryName, input);
        var export = new ModelBuilderExport("Fuzzed") { History = HistoryFile.ReadHistory(_scratch.Path) };
        _ = ModelBuilderConfig.Of(export, Path.Combine(_scratch.Path, "X.mbconfig"));
    }

    public override bool IsRefusal(Exception exception) => exception is CliException;

    protected override byte[] Mutate(byte[] sound, Random random) => TextMutator.Mutate(sound, Other(random), JsonWords.All, random);

    protected override IReadOnlyList<byte[]> MakeCorpus() => [SoundRecord.HistoryText];
}
