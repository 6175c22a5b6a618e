using System.Reflection;

namespace AfdMlNet.ModelBuilder;

/// <summary>The versions of packages that generated projects refer to: those that this library was built with.</summary>
internal static class PackageVersions
{
    /// <summary>The packages that this repository names, by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = typeof(PackageVersions).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(metadata => metadata.Value is not null)
        .ToDictionary(metadata => metadata.Key, metadata => metadata.Value!);

    /// <summary>The version of AfdMlNet and AfdMlNet.Images.</summary>
    public static string Own { get; } = OwnVersion();

    /// <summary>The version of the native torch packages for the CPU.</summary>
    public static string Torch { get; } = All["libtorch-cpu-linux-x64"];

    // The informational version is the package's, and may end in the commit that it was built from.
    private static string OwnVersion() =>
        typeof(PackageVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
