using AfdMlNet.Files;

namespace AfdMlNet.Cli.Data;

/// <summary>Images that cannot be read, in words: the first ones by name, all of them class by class.</summary>
internal static class UnreadText
{
    /// <summary>How many are named.</summary>
    public const int MostNamed = 20;

    /// <summary>Why a command ends over them.</summary>
    public static string Refusal(IReadOnlyList<UnreadImage> images, DataFolder folder) =>
        $"{Format.Count(images.Count, "image")} cannot be read:{string.Concat(Lines(images, folder).Select(line => $"\n  {line}"))}\n"
        + "Mend or remove them, or leave them out with --skip-bad.";

    /// <summary>The first ones, a line each, and a line for the rest.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<UnreadImage> images, DataFolder folder)
    {
        foreach (UnreadImage unread in images.Take(MostNamed))
            yield return $"'{PlainText.Line(folder.Shown(unread.Image.ImagePath))}' cannot be read: {unread.Reason}";
        if (images.Count > MostNamed)
            yield return $"and {images.Count - MostNamed} more";
    }

    /// <summary>Class by class: <c>'cat' 3, 'dog' 1 (all of that class)</c>.</summary>
    /// <param name="images">The images that cannot be read.</param>
    /// <param name="set">All images, where it is to be said which classes are lost.</param>
    public static string PerClass(IReadOnlyList<UnreadImage> images, ImageSet? set = null)
    {
        Dictionary<string, int> all = set?.Images.CountBy(image => image.Label).ToDictionary() ?? [];
        return string.Join(", ", images.CountBy(unread => unread.Image.Label).Select(
            count => $"'{PlainText.Line(count.Key)}' {count.Value}"
                + $"{(all.GetValueOrDefault(count.Key) == count.Value ? " (all of that class)" : "")}"));
    }

    /// <summary>Tells which images of a set are left out.</summary>
    public static void Tell(ImageSet set, IReadOnlyList<UnreadImage> images, DataFolder folder)
    {
        if (images.Count == 0)
            return;
        folder.PassedOver.Line($"{Format.Count(images.Count, "image")} of '{set.Folder}' that cannot be read: {PerClass(images, set)}");
        foreach (string line in Lines(images, folder))
            folder.PassedOver.Remark($"Left out: {line}");
    }
}
