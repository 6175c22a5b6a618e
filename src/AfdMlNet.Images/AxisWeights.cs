namespace AfdMlNet.Images;

/// <summary>
/// For each target pixel along one axis, the source pixels that it is made of. The kernel is a triangle as wide as the reduction
/// (antialiased bilinear): every source pixel counts, so that a large reduction does not alias.
/// </summary>
internal sealed class AxisWeights
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <param name="source">Number of source pixels along the axis.</param>
    /// <param name="start">Where the used part starts, in source pixels.</param>
    /// <param name="length">How long the used part is, in source pixels.</param>
    /// <param name="target">Number of target pixels along the axis.</param>
    public AxisWeights(int source, double start, double length, int target)
    {
        _first = new int[target];
        _weights = new float[target][];
        double scale = length / target;
        double support = Math.Max(scale, 1);
        for (int i = 0; i < target; i++)
        {
            double centre = start + (i + 0.5) * scale;
            int first = Math.Max((int)Math.Floor(centre - support + 0.5), 0);
            int end = Math.Min((int)Math.Floor(centre + support + 0.5), source);
            double[] weights = [.. Enumerable.Range(first, end - first).Select(x => Math.Max(1 - Math.Abs(x + 0.5 - centre) / support, 0))];
            double sum = weights.Sum();
            _first[i] = first;
            _weights[i] = [.. weights.Select(weight => (float)(weight / sum))];
        }
    }

    /// <summary>The first source pixel that any target pixel uses.</summary>
    public int First => _first[0];

    /// <summary>One past the last source pixel that any target pixel uses.</summary>
    public int End => _first[^1] + _weights[^1].Length;

    /// <summary>The first source pixel of a target pixel, and the weights from there on; they sum to 1.</summary>
    public (int First, float[] Weights) this[int target] => (_first[target], _weights[target]);
}
