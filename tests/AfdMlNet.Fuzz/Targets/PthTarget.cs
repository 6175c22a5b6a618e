using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>.pth files, mostly with a damaged pickle in a sound archive.</summary>
internal sealed class PthTarget : WeightTarget
{
    public override string Name => "pth";

    protected override byte[] Mutate(byte[] sound, Random random)
    {
        if (random.Next(3) == 0)
            return ZipMutator.Mutate(sound, Other(random), Content, random);
        RawEntry[] entries = [.. RawEntry.Of(sound).Select(entry => entry.Name.EndsWith(".pkl", StringComparison.Ordinal) ? entry with { Content = Content(entry, random) } : entry)];
        return RawZip.Write(entries);
    }

    protected override IReadOnlyList<byte[]> MakeCorpus() => [Fixture("tiny.pth")];

    private static byte[] Content(RawEntry entry, Random random) => PickleMutator.Mutate(entry.Content, entry.Content, random);
}
