using System.Text;
using System.Text.Json.Serialization;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;

namespace AfdMlNet.Cli.Compare;

/// <summary>A finished run: one line of <c>records.jsonl</c>. Fractions are 0 to 1, times in seconds.</summary>
/// <param name="Key">Its <see cref="RunKey"/>.</param>
/// <param name="Variant">What the comparison called it.</param>
/// <param name="Ring">The networks, joined by commas.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Settings">All that decides it: see <see cref="DecidingSettings"/>.</param>
/// <param name="Environment">Where and when it ran.</param>
/// <param name="TrainingImages">Images in train/, those held back to validate on among them.</param>
/// <param name="TestImages">Images in test/; 0 where there is none.</param>
/// <param name="TestAccuracies">Of each student's kept weights on the test images, in ring order; empty without test images.</param>
/// <param name="SecondsPerEpoch">The median over the epochs, validation included.</param>
/// <param name="Seconds">The whole run: reading, training, writing, testing.</param>
/// <param name="History">How training went, epoch by epoch.</param>
internal sealed record RunRecord(
    string Key,
    string Variant,
    string Ring,
    int Seed,
    IReadOnlyDictionary<string, string> Settings,
    RunOrigin Environment,
    int TrainingImages,
    int TestImages,
    IReadOnlyList<double> TestAccuracies,
    double SecondsPerEpoch,
    double Seconds,
    TrainingHistory History)
{
    /// <summary>The longest name of a run, a variant or a ring, in characters.</summary>
    public const int LongestName = 1000;

    /// <summary>Whether everything is there and fits together: lines of other programs are read too.</summary>
    [JsonIgnore]
    public bool IsComplete =>
        IsName(Key) && IsName(Variant) && IsName(Ring) && Environment?.Texts.All(IsText) is true
        && Settings?.All(setting => IsText(setting.Key) && IsText(setting.Value)) is true
        && HistoryCheck.IsWhole(History) && Ring.Split(',').Length == History.Students.Count
        && TestAccuracies is not null && (TestAccuracies.Count == 0 || TestAccuracies.Count == History.Students.Count)
        && TestAccuracies.All(accuracy => HistoryCheck.IsFraction(accuracy))
        && double.IsFinite(SecondsPerEpoch) && double.IsFinite(Seconds);

    // Charts repeat a name many times.
    private static bool IsName(string? text) => text?.Length <= LongestName && IsText(text);

    /// <summary>Pages, pictures and terminals take no control characters and no halves of a character.</summary>
    private static bool IsText(string? text) =>
        text is not null && text.EnumerateRunes().All(rune => !Rune.IsControl(rune) && rune != Rune.ReplacementChar);
}
