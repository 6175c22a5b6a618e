namespace AfdMlNet.Benchmarks.Scaling.Model;

/// <summary>A training step of a ring in one process.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Fixed">Seconds, whatever the number of images.</param>
/// <param name="PerImage">Seconds more for each image.</param>
/// <param name="GradientBytes">Of the exchange before networks move: gradients and running statistics.</param>
/// <param name="TermBytes">Of the exchange after it.</param>
/// <param name="Copying">Seconds a byte to bring the gradients to where they are exchanged and back.</param>
/// <param name="Calling">Seconds for an exchange without content.</param>
internal sealed record StepCost(
    string Name, double Fixed, double PerImage, long GradientBytes, long TermBytes, double Copying, double Calling)
{
    /// <summary>Seconds of the step without other processes.</summary>
    public double Compute(double images) => Fixed + PerImage * images;
}
