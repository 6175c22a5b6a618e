using System.Security.Cryptography;

namespace AfdMlNet.Runtime;

/// <summary>Files named after their content, shared by processes that may start at the same time.</summary>
internal static class LibraryCache
{
    /// <summary>
    /// Makes sure that the folder holds this very content: a file that is there already is compared, and replaced if it differs.
    /// </summary>
    /// <returns>The full path.</returns>
    public static string Store(string folder, byte[] content)
    {
        string path = Path.Combine(folder, $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}.so");
        if (!Holds(path, content))
            Write(path, content);
        return path;
    }

    private static bool Holds(string path, byte[] content) =>
        new FileInfo(path) is { Exists: true } file
            && file.Length == content.Length
            && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    /// <summary>Renaming is atomic: no other process ever sees half a file, and one that has the old file loaded keeps it.</summary>
    private static void Write(string path, byte[] content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
