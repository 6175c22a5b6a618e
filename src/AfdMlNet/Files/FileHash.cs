using System.Security.Cryptography;

namespace AfdMlNet.Files;

/// <summary>The content of a file in a few characters.</summary>
internal static class FileHash
{
    private const int Length = 16;

    /// <summary>The beginning of its SHA-256, in hexadecimal, lower case.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file))[..Length];
    }
}
