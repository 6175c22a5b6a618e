namespace AfdMlNet.Reporting;

/// <summary>What logs call the students of a ring.</summary>
internal static class StudentLabels
{
    /// <summary>
    /// The names as they are; those that stand in the ring more than once get their place in it, from 0: <c>resnet8[2]</c>.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names) =>
        [.. names.Select((name, place) => names.Count(other => other == name) > 1
            ? FormattableString.Invariant($"{name}[{place}]")
            : name)];
}
