using AfdMlNet.Events;
using AfdMlNet.Images;

namespace AfdMlNet;

/// <summary>Images of a run that cannot be read: all of them end it in one message, or are left out and named.</summary>
internal static class UnreadImages
{
    /// <param name="choice">What the user wants.</param>
    /// <param name="sets">The images to train on, and those to validate on where they are apart: which are bad, and all labels.</param>
    /// <param name="emit">Hears what is left out.</param>
    /// <exception cref="InvalidDataException">There are some, and none may be left out.</exception>
    public static void Settle(
        BadImages choice, IReadOnlyList<(ReadImages Images, IReadOnlyList<string> Classes)> sets, Action<TrainingEvent> emit)
    {
        BadRows[] bad = [.. sets.Select(set => set.Images.Bad).Where(rows => rows.Count > 0)];
        if (bad.Length == 0)
            return;
        if (choice == BadImages.Refuse)
            throw new InvalidDataException(Refusal(bad), bad[0].First);
        foreach ((ReadImages images, IReadOnlyList<string> classes) in sets.Where(set => set.Images.Bad.Count > 0))
        {
            emit(new RunFinding($"Left out: {Counted(images.Bad.Count)} ({PerClass(images, classes)})."));
            foreach (string line in images.Bad.Lines)
                emit(new RunFinding($"Left out: {line}"));
        }
    }

    private static string Refusal(BadRows[] bad)
    {
        const string Hint = "Options.BadImages, set to Skip, leaves out what cannot be read.";
        return bad is [{ Count: 1, Lines: [var only] }]
            ? $"{only} {Hint}"
            : $"{Counted(bad.Sum(rows => rows.Count))}:{string.Concat(bad.Select(rows => rows.Listed()))}\n{Hint}";
    }

    private static string Counted(int count) => count == 1 ? "1 image that cannot be read" : $"{count} images that cannot be read";

    private static string PerClass(ReadImages images, IReadOnlyList<string> classes)
    {
        int[] read = new int[classes.Count];
        foreach (int label in images.Images.Labels)
        {
            if (label != LabelColumn.Missing)
                read[label]++;
        }

        return string.Join(", ", images.Bad.PerClass.Select(entry => entry.Key == LabelColumn.Missing
            ? $"without a label {entry.Value}"
            : $"'{classes[entry.Key]}' {entry.Value}{(read[entry.Key] == 0 ? ", all of that class" : "")}"));
    }
}
