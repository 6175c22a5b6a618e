namespace AfdMlNet.Runtime;

/// <summary>
/// By default glibc gives large blocks back to the kernel as soon as they are free and asks for them anew in the next step: up to a fifth of a
/// training step.
/// </summary>
internal static class NativeAllocator
{
    // Names and numbers of malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MappedMost = -4;
    private const int PadBytes = 64 << 20;

    /// <summary>Lets the process keep what it frees, from now on and in all of its native code. Does nothing where the C library is not glibc.</summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Libc.SetAllocatorOption(MappedMost, 0);
            _ = Libc.SetAllocatorOption(TrimThreshold, int.MaxValue);
            _ = Libc.SetAllocatorOption(TopPad, PadBytes);
        }
        catch (EntryPointNotFoundException)
        {
            // musl keeps to its own ways.
        }
    }
}
