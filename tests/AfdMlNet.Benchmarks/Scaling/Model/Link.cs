namespace AfdMlNet.Benchmarks.Scaling.Model;

/// <summary>What is between the processes, by the alpha-beta model: a message of n bytes takes alpha + n beta.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Alpha">Seconds for a message without content.</param>
/// <param name="Beta">Seconds a byte.</param>
/// <param name="Gamma">Seconds to add a byte's worth of floats to others, once they are there.</param>
internal sealed record Link(string Name, double Alpha, double Beta, double Gamma = 0)
{
    // Headers, acknowledgements, protocol.
    private const double Usable = 0.9;

    /// <summary>A network of a line rate.</summary>
    public static Link Of(double gigabits, double microseconds, double gamma) =>
        new(FormattableString.Invariant($"{gigabits} Gbit/s"), microseconds * 1e-6, 8 / (Usable * gigabits * 1e9), gamma);
}
