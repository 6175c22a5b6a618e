namespace AfdMlNet.Cli.Compare;

/// <summary>The outcome of a comparison. Accuracies are fractions, 0 to 1, times seconds.</summary>
/// <param name="Baseline">The variant that the others are compared with.</param>
/// <param name="Selected">The accuracy that is compared: on the test images, or on those to validate on.</param>
/// <param name="ShowsBoth">Whether the other accuracy is shown beside it.</param>
/// <param name="Finished">Runs that are in it.</param>
/// <param name="Planned">Runs that there are to be.</param>
/// <param name="Environments">Where the runs were made, in words.</param>
/// <param name="Rings">A table for each ring.</param>
internal sealed record ComparisonTable(
    string Baseline, Selection Selected, bool ShowsBoth, int Finished, int Planned, IReadOnlyList<string> Environments,
    IReadOnlyList<RingTable> Rings);

/// <summary>The outcome for one ring.</summary>
/// <param name="Ring">The networks, joined by commas.</param>
/// <param name="Students">A table for each, in ring order.</param>
internal sealed record RingTable(string Ring, IReadOnlyList<StudentTable> Students);

/// <summary>The outcome for one network of a ring.</summary>
/// <param name="Student">The network, with its place in the ring where that holds several of the name.</param>
/// <param name="Rows">A row for each variant.</param>
internal sealed record StudentTable(string Student, IReadOnlyList<TableRow> Rows)
{
    /// <summary>Differences between others than the baseline, see <see cref="VariantPairs"/>.</summary>
    public IReadOnlyList<VariantPair> Pairs { get; init; } = [];
}

/// <summary>The outcome of one variant for one network of a ring.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Seeds">The seeds of the finished runs.</param>
/// <param name="Test">Of the kept weights on the test images.</param>
/// <param name="Validation">Of the kept weights on the images to validate on. The best of all epochs, so a little too good.</param>
/// <param name="LastValidation">After the last epoch on the images to validate on.</param>
/// <param name="Training">On the augmented images of the last epoch.</param>
/// <param name="Gap">Training less the selected accuracy: how much the network overfits.</param>
/// <param name="Difference">To the baseline in the selected accuracy, paired by seed; null for the baseline itself.</param>
/// <param name="SecondsPerEpoch">The mean over the seeds of the runs' medians; of the whole ring.</param>
/// <param name="CostRatio">Seconds per epoch over the baseline's, over the seeds of both.</param>
internal sealed record TableRow(
    string Variant,
    IReadOnlyList<int> Seeds,
    Spread? Test,
    Spread? Validation,
    Spread? LastValidation,
    Spread? Training,
    double? Gap,
    Difference? Difference,
    double? SecondsPerEpoch,
    double? CostRatio);
