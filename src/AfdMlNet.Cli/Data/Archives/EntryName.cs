using System.Buffers;

namespace AfdMlNet.Cli.Data.Archives;

/// <summary>What an archive calls a file, and whether a file here may be called so.</summary>
internal static class EntryName
{
    public const int Longest = 1024;
    public const int MostFolders = 32;

    private static readonly HashSet<string> _devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
            .. "0123456789\u00b9\u00b2\u00b3".SelectMany(port => (string[])[$"COM{port}", $"LPT{port}"])],
        StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> _notOnWindows = SearchValues.Create("<>:\"|?*");

    /// <summary>Whether it names a place outside of the folder that the archive is unpacked to.</summary>
    public static bool LeadsOutside(string name, bool onWindows) =>
        name.StartsWith('/')
            || name.StartsWith('\\')
            || Parts(name).Contains("..")
            || (onWindows && name.Contains(':', StringComparison.Ordinal));

    /// <summary>Why no file may be called so; null where one may.</summary>
    public static string? Refusal(string name, bool onWindows)
    {
        if (name.Length > Longest)
            return $"has a name of {name.Length} characters; {Longest} are the most";
        if (Parts(name).Length - 1 > MostFolders)
            return $"lies {Parts(name).Length - 1} folders deep; {MostFolders} are the most";
        if (name.Any(char.IsControl))
            return "has control characters in its name";
        return onWindows && Parts(name).Any(IsNoneOnWindows) ? "has a name that Windows does not allow" : null;
    }

    private static string[] Parts(string name) => name.Split('/', '\\');

    private static bool IsNoneOnWindows(string part) =>
        part.AsSpan().ContainsAny(_notOnWindows)
            || part.EndsWith(' ')
            || part.EndsWith('.')
            || _devices.Contains(part.Split('.')[0].TrimEnd());
}
