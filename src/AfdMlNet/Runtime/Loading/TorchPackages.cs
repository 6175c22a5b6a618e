namespace AfdMlNet.Runtime;

/// <summary>Which native package an application needs, in words.</summary>
internal static class TorchPackages
{
    public const string TorchSharpVersion = "0.107.0";
    public const string LibtorchVersion = "2.10.0";

    private static readonly string[] _platforms = ["linux-x64", "osx-arm64", "win-arm64", "win-x64"];

    /// <summary>The one message for natives that are missing or do not load.</summary>
    /// <param name="platform">Such as <c>linux-x64</c>.</param>
    /// <param name="libtorchFolder">Where libtorch lies, or null where it is missing.</param>
    /// <param name="loaderError">What the system's loader said.</param>
    public static string Explain(string platform, string? libtorchFolder, string loaderError) =>
        $"""
        AfdMlNet trains with TorchSharp {TorchSharpVersion}, whose native library did not load: {Cause(platform, libtorchFolder)}
        The loader said: {loaderError}
        """;

    private static string Cause(string platform, string? libtorchFolder) =>
        !_platforms.Contains(platform)
            ? $"there is none for {platform}, only for {string.Join(", ", _platforms)}. Train on one of those."
            : libtorchFolder is null
                ? $"libtorch for {platform} is missing. Add its package to the application:\n{Commands(platform)}"
                : $"libtorch lies in {libtorchFolder}, but this system refuses it.{Needs(platform)} The package must be of this "
                    + $"version:\n{Commands(platform)}";

    private static string Needs(string platform) =>
        platform == "linux-x64" ? " It needs glibc 2.34 and the libstdc++ of GCC 11, as in RHEL 9, Debian 12 and Ubuntu 22.04." : "";

    private static string Commands(string platform)
    {
        string cpu = $"  dotnet add package libtorch-cpu-{platform} --version {LibtorchVersion}";
        return CudaPackage(platform) is { } cuda
            ? $"{cpu}\nor, for an NVIDIA GPU,\n  dotnet add package {cuda} --version {TorchSharpVersion}"
            : cpu;
    }

    private static string? CudaPackage(string platform) => platform switch
    {
        "linux-x64" => "TorchSharp-cuda-linux",
        "win-x64" => "TorchSharp-cuda-windows",
        _ => null,
    };
}
