using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>A folder from which code can be loaded, since nobody else can write into it.</summary>
[SupportedOSPlatform("linux")]
internal static class PrivateFolder
{
    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int TypeMask = 0xF000;
    private const int FolderType = 0x4000;

    /// <summary>Opens <c>AfdMlNet/torch</c> in the user's cache folder, and makes it where needed.</summary>
    /// <param name="path">Its full path.</param>
    /// <returns>Whether there is such a folder and it is private.</returns>
    public static bool TryOpenCache(out string path)
    {
        string caches = CacheFolder(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        string parent = Path.Combine(caches, "AfdMlNet");
        path = Path.Combine(parent, "torch");
        if (!Path.IsPathRooted(path))
            return false;
        Directory.CreateDirectory(parent, OnlyMe);
        Directory.CreateDirectory(path, OnlyMe);
        return IsPrivate(parent) && IsPrivate(path);
    }

    /// <summary>Whether it is a real folder of this user's, into which no one else can write.</summary>
    public static bool IsPrivate(string path) =>
        Libc.StatusOf(path) is var (owner, mode)
        && (mode & TypeMask) == FolderType
        && owner == Libc.CurrentUser()
        && (mode & (int)OthersWrite) == 0;

    /// <summary>The XDG Base Directory Specification's rule: a relative path there is to be ignored.</summary>
    internal static string CacheFolder(string? xdgCacheHome, string home) =>
        Path.IsPathRooted(xdgCacheHome) ? xdgCacheHome : Path.Combine(home, ".cache");
}
