using System.Reflection;
using System.Runtime.InteropServices;

namespace AfdMlNet.Runtime;

/// <summary>The folders in which an application's native libraries can lie, nearest first.</summary>
internal sealed class NativeFolders(IReadOnlyList<string> folders)
{
    /// <summary>As in the names of NuGet's folders: <c>linux-x64</c>.</summary>
    public static string Platform { get; } = PlatformOf(
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux",
        RuntimeInformation.ProcessArchitecture);

    public static NativeFolders Of(Assembly assembly)
    {
        string besideAssembly = Path.GetDirectoryName(assembly.Location) ?? "";
        string inPackage = Path.Combine("runtimes", Platform, "native");
        // The host's list covers runtime-specific and single-file applications and, in `dotnet run`, NuGet's cache.
        string hosts = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] folders =
        [
            besideAssembly,
            Path.Combine(besideAssembly, inPackage),
            Path.Combine(besideAssembly, "..", "..", inPackage),
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, inPackage),
            .. hosts.Split(Path.PathSeparator),
        ];
        return new NativeFolders([.. folders.Where(Path.IsPathRooted).Select(Path.GetFullPath).Distinct()]);
    }

    /// <summary>The full path of a library, named without prefix and extension; null where it is in none of the folders.</summary>
    public string? Find(string library) => folders.Select(folder => Path.Combine(folder, FileName(library))).FirstOrDefault(File.Exists);

    public override string ToString() => string.Join(", ", folders);

    internal static string PlatformOf(string system, Architecture architecture) =>
        $"{system}-{architecture.ToString().ToLowerInvariant()}";

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";
}
