using System.Runtime.InteropServices;

namespace AfdMlNet.Runtime;

/// <summary>
/// Memory by the page, and a lock that managed code can take under a call of native code: it neither throws nor can be interrupted.
/// </summary>
internal static unsafe partial class Libc
{
    /// <summary>The smallest page of any 64-bit x86 system.</summary>
    public const int PageSize = 4096;

    private const int Readable = 1;
    private const int Writable = 2;
    private const int Executable = 4;
    private const int PrivateUnbackedUncounted = 0x2 | 0x20 | 0x4000;
    private const int DoNotNeed = 4;

    /// <summary>Addresses alone: they take no memory and cannot be read or written. Null where there are not so many.</summary>
    public static byte* Reserve(nuint bytes)
    {
        byte* start = Map(null, bytes, protection: 0, PrivateUnbackedUncounted, file: -1, offset: 0);
        return start == (byte*)-1 ? null : start;
    }

    /// <summary>From then on reserved pages hold zeros, and take memory once they are written to.</summary>
    public static bool MakeWritable(byte* start, nuint bytes) => Protect(start, bytes, Readable | Writable) == 0;

    /// <summary>Machine code can run in the pages, and they cannot be written to.</summary>
    public static bool MakeExecutable(byte* start, nuint bytes) => Protect(start, bytes, Readable | Executable) == 0;

    /// <summary>The system takes the pages' memory back; they hold zeros.</summary>
    public static void GiveBack(byte* start, nuint bytes) => _ = Advise(start, bytes, DoNotNeed);

    /// <param name="mutex">64 bytes that were zero before its first use.</param>
    public static void Lock(byte* mutex) => _ = LockMutex(mutex);

    public static void Unlock(byte* mutex) => _ = UnlockMutex(mutex);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(byte* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "pthread_mutex_lock")]
    private static partial int LockMutex(byte* mutex);

    [LibraryImport("libc", EntryPoint = "pthread_mutex_unlock")]
    private static partial int UnlockMutex(byte* mutex);
}
