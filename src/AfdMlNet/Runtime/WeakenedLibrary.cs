using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>
/// Loads LibTorchSharp where the C++ runtime library is older than GCC 13's (Debian 12, Ubuntu 22.04), from a copy.
/// TorchSharp 0.107.0 asks for <c>GLIBCXX_3.4.32</c> because of one symbol, to which nothing is ever bound: a loader that lets the
/// version pass finds all else that it needs. The package's own file stays as it is.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class WeakenedLibrary
{
    private const string Version = "GLIBCXX_3.4.32";

    public static bool CanHelp(DllNotFoundException refusal) =>
        NativeFolders.Platform == "linux-x64" && refusal.Message.Contains(Version, StringComparison.Ordinal);

    public static nint Load(string library)
    {
        if (!ElfVersionNeeds.TryWeaken(File.ReadAllBytes(library), Version, out byte[] weakened))
            throw new BadImageFormatException($"{library} does not need {Version}.");
        return TryLoadFromCache(weakened, out nint handle) ? handle : LoadFromTemporaryFolder(weakened);
    }

    private static bool TryLoadFromCache(byte[] weakened, out nint handle)
    {
        handle = 0;
        try
        {
            // The folder can be mounted noexec, hence Try.
            return PrivateFolder.TryOpenCache(out string folder)
                && NativeLibrary.TryLoad(LibraryCache.Store(folder, weakened), out handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static nint LoadFromTemporaryFolder(byte[] weakened)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("AfdMlNet-");
        try
        {
            return NativeLibrary.Load(LibraryCache.Store(folder.FullName, weakened));
        }
        finally
        {
            // What is loaded stays loaded.
            folder.Delete(recursive: true);
        }
    }
}
