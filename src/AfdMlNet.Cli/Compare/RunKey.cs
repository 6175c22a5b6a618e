using System.Security.Cryptography;
using System.Text;

namespace AfdMlNet.Cli.Compare;

/// <summary>The name of a run: two runs of one key are the same run.</summary>
internal static class RunKey
{
    /// <summary>How many characters of a hash tell one thing from another.</summary>
    public const int Length = 16;

    public static string Of(SortedDictionary<string, string> deciding) =>
        OfLines(deciding.Select(setting => $"{setting.Key}={setting.Value}"));

    /// <summary>The whole hash of a file's content.</summary>
    public static string OfFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>A short hash of lines of text.</summary>
    public static string OfLines(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in lines)
            hash.AppendData(Encoding.UTF8.GetBytes($"{line}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Length];
    }
}
