using AfdMlNet.Training;

namespace AfdMlNet.Cli.Export;

/// <summary>How well a model's probabilities agree with how often it is right.</summary>
/// <param name="LogLoss">Mean of -ln of the true class's probability, in nats.</param>
/// <param name="CalibrationError">Expected calibration error, 0 to 1.</param>
internal sealed record Confidence(double LogLoss, double CalibrationError)
{
    // An ensemble's logits are logarithms of probabilities, of which the smallest are none: taken for the smallest float.
    private const double LeastLog = -104;

    /// <param name="logits">A row for each image.</param>
    /// <param name="labels">The index of each image's class.</param>
    /// <param name="temperature">What the logits are divided by, above 0.</param>
    public static Confidence Of(IReadOnlyList<float[]> logits, IReadOnlyList<int> labels, double temperature)
    {
        double loss = 0;
        var calibration = new CalibrationError();
        for (int image = 0; image < logits.Count; image++)
        {
            float most = logits[image].Max();
            double[] below =
                [.. logits[image].Select(logit => (float.IsNegativeInfinity(logit) ? LeastLog : logit - most) / temperature)];
            double sum = below.Sum(Math.Exp);
            loss -= below[labels[image]] - Math.Log(sum);
            calibration.Add(1 / sum, Array.IndexOf(logits[image], most) == labels[image]);
        }
        return new(loss / logits.Count, calibration.Value);
    }
}
