using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AfdMlNet.Runtime;

/// <summary>
/// Loads LibTorchSharp where the C++ runtime library is older than GCC 13's, but no older than GCC 11's, from a copy that asks for less.
/// The package's own file stays as it is.
/// </summary>
/// <remarks>
/// TorchSharp 0.107.0 asks for two versions, each because of one symbol. To that of <c>GLIBCXX_3.4.32</c> nothing is ever bound: a loader
/// that lets the version pass finds all else that it needs. That of <c>GLIBCXX_3.4.30</c>, <c>std::condition_variable::wait</c>, has the
/// same interface in <c>GLIBCXX_3.4.11</c>, which newer libraries keep and forward to the new one; GCC 11's has no other. So one copy does
/// for all.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class WeakenedLibrary
{
    private const string Unused = "GLIBCXX_3.4.32";
    private const string NewWait = "GLIBCXX_3.4.30";
    private const string OldWait = "GLIBCXX_3.4.11";

    /// <summary>The loader names the first version that is missing.</summary>
    public static bool CanHelp(DllNotFoundException refusal) =>
        NativeFolders.Platform == "linux-x64"
        && (refusal.Message.Contains(Unused, StringComparison.Ordinal) || refusal.Message.Contains(NewWait, StringComparison.Ordinal));

    public static nint Load(string library)
    {
        byte[] weakened = Weaken(File.ReadAllBytes(library));
        return TryLoadFromCache(weakened, out nint handle) ? handle : LoadFromTemporaryFolder(weakened);
    }

    /// <summary>The copy.</summary>
    /// <exception cref="BadImageFormatException">The library is damaged, or not the one that asks for those versions.</exception>
    internal static byte[] Weaken(byte[] library) =>
        ElfVersionNeeds.TryReplace(library, NewWait, OldWait, out byte[] weakened)
        && ElfVersionNeeds.TryWeaken(weakened, NewWait, out weakened)
        && ElfVersionNeeds.TryWeaken(weakened, Unused, out weakened)
            ? weakened
            : throw new BadImageFormatException($"LibTorchSharp does not need all of {Unused}, {NewWait} and {OldWait}.");

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
