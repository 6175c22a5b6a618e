using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>
/// By default glibc gives large blocks back to the kernel as soon as they are free and asks for them anew in the next step: up to a fifth
/// of a training step. Told to keep them it cannot use them well (<see cref="TensorPool"/>).
/// </summary>
internal static class NativeAllocator
{
    // Names and numbers of malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MappedMost = -4;
    private const int PadBytes = 64 << 20;

    private static readonly Lock _gate = new();
    private static bool _tried;

    /// <summary>The process' one pool, once somebody has wanted it and it could be made.</summary>
    internal static TensorPool? Pool { get; private set; }

    /// <summary>
    /// Lets the process keep the memory of large tensors that it frees, until what is returned is disposed; several may hold it at once. To
    /// be called once torch is loaded. Where there can be no <see cref="TensorPool"/> the C library keeps what is freed, and for good;
    /// where that is not glibc nothing happens.
    /// </summary>
    public static IDisposable? KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            if (Hold() is { } held)
                return held;
            _ = Libc.SetAllocatorOption(MappedMost, 0);
            _ = Libc.SetAllocatorOption(TrimThreshold, int.MaxValue);
            _ = Libc.SetAllocatorOption(TopPad, PadBytes);
        }
        catch (EntryPointNotFoundException)
        {
            // musl, or a glibc that is too old for libtorch.
        }
        return null;
    }

    [SupportedOSPlatform("linux")]
    private static IDisposable? Hold()
    {
        lock (_gate)
        {
            if (!_tried)
            {
                _tried = true;
                Pool = TensorPool.TryMake();
            }
            return Pool?.Hold();
        }
    }
}
