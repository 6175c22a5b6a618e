using System.Text;
using AfdMlNet.Cli;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Output;
using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>Records of a comparison: read, and made into all its tables and pictures.</summary>
internal sealed class RecordsTarget : FuzzTarget
{
    private readonly Scratch _scratch = new();

    public override string Name => "records";

    // Pages and pictures are made of few records.
    public override long AllocationBound(int length) => (64L << 20) + 400L * length;

    public override void Read(byte[] input)
    {
        string folder = _scratch.Empty("comparison");
        _scratch.Write($"comparison/{RecordFolder.FileName}", input);
        RecordedTable.Execute(new CompareSettings { Output = folder, TableOnly = true },
            new Terminal(TextWriter.Null, TextWriter.Null, IsInteractive: false));
        if (Directory.GetFileSystemEntries(_scratch.Path).Length != 1)
            throw new InvalidOperationException("Something was written outside of the folder.");
    }

    public override bool IsRefusal(Exception exception) => exception is CliException;

    protected override byte[] Mutate(byte[] sound, Random random) => TextMutator.Mutate(sound, Other(random), JsonWords.All, random);

    protected override IReadOnlyList<byte[]> MakeCorpus() =>
    [
        Encoding.UTF8.GetBytes(
            string.Join('\n', SoundRecord.Line("a", "afd", 1), SoundRecord.Line("b", "independent", 1), SoundRecord.Line("c", "afd", 2))),
        Encoding.UTF8.GetBytes(SoundRecord.Line("d", "dml", 1)[..200] + SoundRecord.Line("e", "dml", 1) + "\n"),
    ];
}
