using System.Buffers.Binary;
using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>.safetensors files, mostly with a damaged header of the right length.</summary>
internal sealed class SafetensorsTarget : WeightTarget
{
    private const int Prefix = 8;

    public override string Name => "safetensors";

    protected override byte[] Mutate(byte[] sound, Random random)
    {
        if (random.Next(4) == 0)
            return ByteMutator.Mutate(sound, Other(random), random);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(sound);
        byte[] header = sound[Prefix..(Prefix + length)];
        byte[] changed = TextMutator.Mutate(header, header, JsonWords.All, random);
        byte[] prefix = new byte[Prefix];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, changed.Length);
        return [.. prefix, .. changed, .. sound[(Prefix + length)..]];
    }

    protected override IReadOnlyList<byte[]> MakeCorpus() => [Fixture("tiny.safetensors")];
}
