namespace AfdMlNet.Training;

/// <summary>The weight of the terms that teach, as a pure function of how much of the training is done (Laine and Aila 2017).</summary>
internal static class RampUp
{
    private const double Steepness = 5;

    /// <summary>exp(-5 (1 - progress / fraction)^2) while progress is below the fraction, then 1.</summary>
    /// <param name="progress">Fraction of the epochs done, 0 to below 1.</param>
    /// <param name="fraction">Fraction of the epochs that the ramp takes, 0 (none) to 1.</param>
    public static double Weight(double progress, double fraction) =>
        progress >= fraction ? 1 : Math.Exp(-Steepness * Math.Pow(1 - progress / fraction, 2));
}
