namespace AfdMlNet.Cli.Data;

/// <summary>What lies among images and is not read, told in a line each: nothing is passed over silently.</summary>
internal sealed class PassedOver
{
    private const int MostEndings = 6;

    private static readonly string[] _unreadFormats =
        [".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".raw", ".dng", ".svg", ".psd", ".ico"];

    // A folder may be read several times, for several selections of its classes.
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];

    /// <summary>The lines, fit to be shown.</summary>
    public IReadOnlyList<string> Lines => [.. _lines.Distinct(), .. FileLines()];

    /// <summary>A file that is no image.</summary>
    public void File(string path) => _files.Add(path);

    /// <summary>A link to a folder that is read already.</summary>
    public void Link(string folder) => Line($"the link '{folder}' leads to a folder that is read already");

    /// <summary>Something else.</summary>
    /// <param name="text">What, and why: the end of a sentence that begins with "Left out".</param>
    public void Line(string text) => _lines.Add($"Left out: {text}.");

    /// <summary>Something that is read in a way that may surprise.</summary>
    public void Remark(string sentence) => _lines.Add(sentence);

    private IEnumerable<string> FileLines()
    {
        List<KeyValuePair<string, int>> endings =
            [.. _files.CountBy(file => Path.GetExtension(file).ToLowerInvariant())
                .OrderByDescending(ending => ending.Value)
                .ThenBy(ending => ending.Key)];
        foreach ((string ending, int count) in endings.Where(IsUnreadFormat))
            yield return $"Left out: {Format.Count(count, "file")} ending in {ending}: convert to PNG or JPEG what is to be read.";
        List<KeyValuePair<string, int>> others = [.. endings.Where(ending => !IsUnreadFormat(ending))];
        if (others.Count == 0)
            yield break;
        IEnumerable<string> counts = others.Take(MostEndings)
            .Select(ending => $"{ending.Value} {(ending.Key.Length > 0 ? ending.Key : "without an ending")}");
        string more = others.Count > MostEndings ? ", ..." : "";
        int total = others.Sum(ending => ending.Value);
        yield return $"Left out: {Format.Count(total, "file")} {(total == 1 ? "that is no image" : "that are no images")} "
            + $"({string.Join(", ", counts)}{more}).";
    }

    private static bool IsUnreadFormat(KeyValuePair<string, int> ending) => _unreadFormats.Contains(ending.Key);
}
