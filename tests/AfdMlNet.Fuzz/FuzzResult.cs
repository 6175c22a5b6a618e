using System.Globalization;

namespace AfdMlNet.Fuzz;

/// <summary>What became of a target's inputs.</summary>
public sealed record FuzzResult(
    string Reader,
    int Inputs,
    int Accepted,
    int Refused,
    double SlowestMilliseconds,
    long MostAllocated,
    long MostNative,
    IReadOnlyList<string> Failures)
{
    /// <summary>The head of the table that <see cref="Row"/> makes rows of.</summary>
    public const string Head =
        """
        | reader | inputs | accepted | refused | slowest ms | most allocated KiB | most native KiB | failures |
        |---|---:|---:|---:|---:|---:|---:|---:|
        """;

    /// <summary>A row of a Markdown table.</summary>
    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Reader} | {Inputs:N0} | {Accepted:N0} | {Refused:N0} | {SlowestMilliseconds:F1} | {MostAllocated >> 10:N0} "
            + $"| {MostNative >> 10:N0} | {Failures.Count} |");
}
