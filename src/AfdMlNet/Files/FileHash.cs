using System.Security.Cryptography;

namespace AfdMlNet.Files;

/// <summary>The content of a file in a few characters.</summary>
internal static class FileHash
{
    private const int Short = 16;

    /// <summary>SHA-256 in hexadecimal, lower case.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The beginning of it, as identities of runs and keys of records have it.</summary>
    public static string ShortOf(string path) => Of(path)[..Short];
}
