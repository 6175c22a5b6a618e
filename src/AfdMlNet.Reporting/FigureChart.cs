namespace AfdMlNet.Reporting;

/// <summary>A chart of the report, which shows the figures that name it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="IsLogarithmic">Whether the figures are shown by their magnitude.</param>
internal sealed record FigureChart(string Title, bool IsLogarithmic = false)
{
    public static FigureChart Accuracy { get; } = new("Accuracy");
    public static FigureChart CrossEntropy { get; } = new("Cross entropy with the labels");
    public static FigureChart Divergence { get; } = new("Divergence from the predecessor");
    public static FigureChart Alignment { get; } = new("Alignment loss of the feature maps");
    public static FigureChart Scores { get; } = new("What the discriminators say");
    public static FigureChart DiscriminatorAccuracy { get; } = new("How often the discriminators are right");
    public static FigureChart Game { get; } = new("Losses of the adversarial game");
    public static FigureChart Norms { get; } = new("Norms of the adversarial gradient", IsLogarithmic: true);
    public static FigureChart Rate { get; } = new("Learning rate", IsLogarithmic: true);
    public static FigureChart Similarity { get; } = new("Likeness to the predecessor");
    public static FigureChart Distance { get; } = new("Distance from the predecessor's maps", IsLogarithmic: true);
    public static FigureChart Calibration { get; } = new("Calibration error");

    /// <summary>Whether the figures compare a student with its predecessor on validation images.</summary>
    public bool ComparesWithPredecessor => this == Similarity || this == Distance;

    /// <summary>Whether the figures are of how networks teach each other, which only who studies the method looks at.</summary>
    public bool IsOfTeaching => this != Accuracy && this != CrossEntropy && this != Calibration && this != Rate;

    /// <summary>All, in the order of the report.</summary>
    public static IReadOnlyList<FigureChart> All { get; } =
    [
        Accuracy, CrossEntropy, Divergence, Alignment, Scores, DiscriminatorAccuracy, Game, Norms, Similarity, Distance, Calibration, Rate,
    ];
}
