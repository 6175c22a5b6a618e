using AfdMlNet.Settings;

namespace AfdMlNet.Training;

/// <summary>Ends training when the deployed student's validation accuracy no longer improves.</summary>
public sealed class EarlyStoppingOptions
{
    /// <summary>Epochs without improvement after which training ends; default 20. At least 1.</summary>
    [Range(AtLeast = 1)]
    public int Patience { get; set; } = 20;

    /// <summary>What counts as an improvement, in accuracy (0 to 1); default 0.001. At least 0.</summary>
    [Range(AtLeast = 0)]
    public double MinimumImprovement { get; set; } = 0.001;
}
