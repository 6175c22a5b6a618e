using System.Text;
using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>.pth files, mostly with a damaged pickle in a sound archive.</summary>
internal sealed class PthTarget : WeightTarget
{
    // Four floats, of a storage of eight.
    private const string Tensor =
        "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0008tQ"
        + "K\0K\u0002K\u0002\u0086K\u0002K\u0001\u0086\u0089ccollections\nOrderedDict\n)RtR";

    public override string Name => "pth";

    protected override byte[] Mutate(byte[] sound, Random random)
    {
        if (random.Next(3) == 0)
            return ZipMutator.Mutate(sound, Other(random), Content, random);
        RawEntry[] entries = [.. RawEntry.Of(sound)
            .Select(entry => entry.Name.EndsWith(".pkl", StringComparison.Ordinal)
                ? entry with { Content = Content(entry, random) }
                : entry)];
        return RawZip.Write(entries);
    }

    protected override IReadOnlyList<byte[]> MakeCorpus() =>
    [
        Fixture("tiny.pth"),
        Archive($"}}X\u0005\0\0\0epochK\u0003sX\u0003\0\0\0net}}X\u0001\0\0\0w{Tensor}ss."),
        // The instructions of protocol 4.
        Archive($"\u0080\u0004\u0095\0\0\0\0\0\0\0\0}}\u0094(\u008c\u0001a\u0094{Tensor}\u0094\u008c\u0001b\u0094{Tensor}\u008c\u0001c"
            + $"\u008c\u000bcollections\u008c\u000bOrderedDict\u0093)R\u008c\u0001d]\u0094(K\u0001h\0eu."),
    ];

    private static byte[] Archive(string pickle) =>
        RawZip.Write([new("archive/data.pkl", Encoding.Latin1.GetBytes(pickle)), new("archive/byteorder", "little"u8.ToArray()),
            new("archive/data/0", new byte[32])]);

    private static byte[] Content(RawEntry entry, Random random) => PickleMutator.Mutate(entry.Content, entry.Content, random);
}
