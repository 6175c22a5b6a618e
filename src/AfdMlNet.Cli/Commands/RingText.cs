using System.Globalization;
using AfdMlNet.Networks;

namespace AfdMlNet.Cli.Commands;

/// <summary>A ring in text, and places in it by name or number.</summary>
internal static class RingText
{
    public static string[] Names(string text) => ParsedOption.Names(text) is { Length: >= 1 } names
        ? names
        : throw new FormatException(
            $"'{text}' names no network: give a ring such as resnet20,resnet32, or one network and --method independent.");

    /// <summary>The first place of that name or number.</summary>
    public static int Place(string option, string text, IReadOnlyList<IStudentNetwork> ring) => Places(option, text, ring)[0];

    /// <summary>All places of that name or number.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static int[] Places(string option, string text, IReadOnlyList<IStudentNetwork> ring)
    {
        int[] places = [.. Enumerable.Range(0, ring.Count).Where(index => IsNamed(text, ring[index], index))];
        if (places.Length > 0)
            return places;
        IEnumerable<string> all = ring.Select((student, index) => FormattableString.Invariant($"{index} ({student.Name})"));
        throw new CliException($"{option} is '{text}', which is not in the ring: {string.Join(", ", all)}.", ExitCode.Usage);
    }

    private static bool IsNamed(string text, IStudentNetwork student, int index) =>
        text.Equals(student.Name, StringComparison.OrdinalIgnoreCase) || text == index.ToString(CultureInfo.InvariantCulture);
}
