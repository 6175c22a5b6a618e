using AfdMlNet.Fuzz;
using AfdMlNet.Fuzz.Limits;

namespace AfdMlNet.Tests.Fuzz.Limits;

/// <summary>A reader that does nothing but what a test gives it to do.</summary>
internal sealed class CountedTarget(Action<byte[]> read, Cost allowed = default) : FuzzTarget
{
    public override string Name => "counted";

    public override void Read(byte[] input) => read(input);

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    public override long NativeBound(byte[] input) => allowed.Native;

    public override TimeSpan TimeBound(byte[] input) => allowed.Time;

    protected override IReadOnlyList<byte[]> MakeCorpus() => [[1]];

    protected override byte[] Mutate(byte[] sound, Random random) => [2, (byte)random.Next()];
}
