using AfdMlNet.Fuzz;

namespace AfdMlNet.Tests.Fuzz.Limits;

/// <summary>A reader that does nothing but what a test gives it to do.</summary>
internal sealed class CountedTarget(Action<byte[]> read, long nativeBound = 0) : FuzzTarget
{
    public override string Name => "counted";

    public override void Read(byte[] input) => read(input);

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    public override long NativeBound(byte[] input) => nativeBound;

    protected override IReadOnlyList<byte[]> MakeCorpus() => [[1]];

    protected override byte[] Mutate(byte[] sound, Random random) => [2, (byte)random.Next()];
}
