using MathNet.Numerics;

namespace AfdMlNet.Cli.Export;

/// <summary>
/// The temperature that makes the true classes of some images most likely (Guo et al. 2017): their log-loss has one minimum in it.
/// </summary>
/// <param name="Temperature">What the logits are to be divided by.</param>
/// <param name="Before">The figures without it.</param>
/// <param name="After">The figures with it.</param>
internal sealed record TemperatureFit(double Temperature, Confidence Before, Confidence After)
{
    private const double Lowest = 0.02, Highest = 50, Tolerance = 1e-5;

    // Beside an end of the range, to see whether the minimum lies beyond it.
    private const double Beside = 1.05;

    /// <param name="logits">A row for each image.</param>
    /// <param name="labels">The index of each image's class.</param>
    /// <exception cref="CliException">There is no such temperature.</exception>
    public static TemperatureFit Of(IReadOnlyList<float[]> logits, IReadOnlyList<int> labels)
    {
        double Loss(double temperature) => Confidence.Of(logits, labels, temperature).LogLoss;
        if (Loss(Lowest) <= Loss(Lowest * Beside))
        {
            throw new CliException(
                "These images do not tell how sure the model should be: it is right on all of them, or on all but its closest calls. "
                + "Give more of them, or harder ones.");
        }
        if (Loss(Highest) <= Loss(Highest / Beside))
            throw new CliException("These images do not tell how sure the model should be: on them it is no better than chance.");
        double temperature =
            Math.Exp(FindMinimum.OfScalarFunctionConstrained(log => Loss(Math.Exp(log)), Math.Log(Lowest), Math.Log(Highest), Tolerance));
        return new(temperature, Confidence.Of(logits, labels, 1), Confidence.Of(logits, labels, temperature));
    }
}
