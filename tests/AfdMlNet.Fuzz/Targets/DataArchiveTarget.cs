using AfdMlNet.Cli;
using AfdMlNet.Cli.Data.Archives;
using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>Data sets in a .zip: unpacked, and nothing beside the folder that they are unpacked to.</summary>
internal sealed class DataArchiveTarget : FuzzTarget
{
    private readonly Scratch _scratch = new();

    public override string Name => "dataset-zip";

    public override void Read(byte[] input)
    {
        string archive = _scratch.Write("data.zip", input);
        string target = _scratch.Empty("target");
        try
        {
            ImageArchive.Unpack(archive, target, ArchiveLimits.Default);
        }
        catch (CliException)
        {
            CheckNothingElse();
            throw;
        }
        CheckNothingElse();
    }

    public override bool IsRefusal(Exception exception) => exception is CliException;

    private void CheckNothingElse()
    {
        if (Directory.GetFileSystemEntries(_scratch.Path).Length != 2)
            throw new InvalidOperationException("Something was written outside of the folder.");
    }

    protected override byte[] Mutate(byte[] sound, Random random) =>
        ZipMutator.Mutate(sound, Other(random), (entry, own) => ByteMutator.Mutate(entry.Content, entry.Content, own), random);

    protected override IReadOnlyList<byte[]> MakeCorpus() =>
    [
        RawZip.Write([new("set/a/1.png", [1, 2, 3]), new("set/b/2.jpg", new byte[500]) { Deflated = true }, new("set/notes.txt", [1]),
            new("set/c/", [])]),
        RawZip.Write([new(@"a\1.png", [1]) { Attributes = 0x81A40000 }, new("__MACOSX/a/1.png", [1]), new("b/x.bmp", [4, 5])]),
    ];
}
