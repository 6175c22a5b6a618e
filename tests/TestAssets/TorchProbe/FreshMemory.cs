using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

/// <summary>What tensors hold that nobody has written to.</summary>
internal static class FreshMemory
{
    // Blocks of the C library's lists, of its heap, and of maps of their own.
    private static readonly int[] _lengths = [16, 200, 5_000, 20_000, 100_000, 5_000_000];

    /// <summary>
    /// The 32-bit patterns that are found in tensors of every kind of block, on memory that was full of ones a moment before.
    /// </summary>
    public static string Patterns() =>
        string.Join(' ', _lengths.SelectMany(Found).Distinct().Select(bits => bits.ToString("x8", CultureInfo.InvariantCulture)));

    private static uint[] Found(int length)
    {
        torch.ones(length).Dispose();
        using torch.Tensor fresh = torch.empty(length);
        return [.. MemoryMarshal.Cast<byte, uint>(fresh.bytes).ToArray().Distinct()];
    }
}
