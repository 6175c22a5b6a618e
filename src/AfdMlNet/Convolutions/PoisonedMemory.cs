using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Convolutions;

/// <summary>Free memory full of NaN: who then reads what nobody wrote gets NaN, and is found out. It harms nobody else.</summary>
internal sealed class PoisonedMemory : IDisposable
{
    private const int SmallBlocks = 16;

    // Behind the freed blocks it keeps the C library from giving them back to the system, which would clear them.
    private readonly Tensor _last;

    private PoisonedMemory(Tensor last) => _last = last;

    /// <summary>Fills memory that this thread's next tensors will get.</summary>
    /// <param name="bytes">How much of it, besides small blocks.</param>
    public static PoisonedMemory Fill(long bytes)
    {
        var filled = new List<Tensor>();
        for (long count = 16; count <= 512; count += 16)
        {
            for (int i = 0; i < SmallBlocks; i++)
                filled.Add(Poison(count));
        }
        for (long count = bytes / sizeof(float) / 2; count >= 1024; count /= 2)
            filled.Add(Poison(count));
        Tensor last = Poison(16);
        foreach (Tensor block in filled)
            block.Dispose();
        return new PoisonedMemory(last);
    }

    public void Dispose() => _last.Dispose();

    private static Tensor Poison(long count) =>
        TensorMath.With(double.NaN, nan => full([count], nan, dtype: ScalarType.Float32)).DetachFromDisposeScope();
}
