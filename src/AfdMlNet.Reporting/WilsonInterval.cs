namespace AfdMlNet.Reporting;

/// <summary>How far chance may carry a fraction of a sample (Wilson, 1927), at 95 %.</summary>
internal static class WilsonInterval
{
    private const double Z = 1.959964;

    /// <param name="hits">How many of the sample have the property.</param>
    /// <param name="count">The sample's size, at least 1.</param>
    /// <returns>The interval's ends, 0 to 1.</returns>
    public static (double Low, double High) Of(int hits, int count)
    {
        double fraction = (double)hits / count;
        double centre = fraction + Z * Z / (2 * count);
        double spread = Z * Math.Sqrt(fraction * (1 - fraction) / count + Z * Z / (4.0 * count * count));
        double scale = 1 + Z * Z / count;
        return (Math.Max(0, (centre - spread) / scale), Math.Min(1, (centre + spread) / scale));
    }
}
