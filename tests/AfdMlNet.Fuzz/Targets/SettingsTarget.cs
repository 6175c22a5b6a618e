using AfdMlNet.Cli;
using AfdMlNet.Cli.Export;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Train;
using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.ModelBuilder;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>settings.json: read, and made into options and into code as an export does.</summary>
internal sealed class SettingsTarget : FuzzTarget
{
    private static readonly Terminal _silent = new(TextWriter.Null, TextWriter.Null, IsInteractive: false);
    private readonly Scratch _scratch = new();

    public override string Name => "settings";

    public override void Read(byte[] input)
    {
        _scratch.Write(HistoryFile.SettingsName, input);
        if (HistoryFile.ReadSettings(_scratch.Path) is { } settings)
            _ = OptionsCode.Lines(ModelBuilderRun.OptionsOf(settings, _silent)).Count();
    }

    public override bool IsRefusal(Exception exception) => exception is CliException;

    protected override byte[] Mutate(byte[] sound, Random random) => TextMutator.Mutate(sound, Other(random), JsonWords.All, random);

    protected override IReadOnlyList<byte[]> MakeCorpus() => [SoundRecord.SettingsText];
}
