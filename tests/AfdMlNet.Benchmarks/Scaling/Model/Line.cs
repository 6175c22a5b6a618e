namespace AfdMlNet.Benchmarks.Scaling.Model;

/// <summary>y = offset + slope x.</summary>
internal readonly record struct Line(double Offset, double Slope)
{
    /// <summary>The line of the least sum of squared relative errors: small values count as much as large ones.</summary>
    /// <param name="points">At least two that differ in x; y above 0.</param>
    public static Line Through(IReadOnlyList<(double X, double Y)> points)
    {
        (double w, double wx, double wxx, double wy, double wxy) = (0, 0, 0, 0, 0);
        foreach ((double x, double y) in points)
        {
            double weight = 1 / (y * y);
            w += weight;
            wx += weight * x;
            wxx += weight * x * x;
            wy += weight * y;
            wxy += weight * x * y;
        }

        double slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
        return new((wy - slope * wx) / w, slope);
    }
}
