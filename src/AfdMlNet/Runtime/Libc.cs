using System.Runtime.InteropServices;

namespace AfdMlNet.Runtime;

/// <summary>The few calls to Linux's C library that .NET does not offer.</summary>
internal static partial class Libc
{
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint Type = 0x1;
    private const uint Mode = 0x2;
    private const uint Owner = 0x8;

    /// <summary>Unlike <see cref="Environment.SetEnvironmentVariable(string, string?)"/>, native code sees it.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironmentVariable(string name, string value, int overwrite);

    /// <summary>Sets an option of glibc's allocator; 0 where it is refused.</summary>
    /// <exception cref="EntryPointNotFoundException">The C library is another one.</exception>
    [LibraryImport("libc", EntryPoint = "mallopt")]
    public static partial int SetAllocatorOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint CurrentUser();

    /// <summary>The owner and the mode of what lies at a path, a link itself included; null where nothing can be read.</summary>
    public static (uint Owner, int Mode)? StatusOf(string path) =>
        StatusOf(CurrentFolder, path, DoNotFollowLinks, Type | Mode | Owner, out Status status) == 0 ? (status.Owner, status.Mode) : null;

    // statx, and not stat: its structure is the same on every architecture.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusOf(int folder, string path, int flags, uint mask, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
