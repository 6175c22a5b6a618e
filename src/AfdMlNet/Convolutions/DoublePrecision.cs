using static TorchSharp.torch;

namespace AfdMlNet.Convolutions;

/// <summary>How far single precision is from double precision, which oneDNN does not touch.</summary>
internal static class DoublePrecision
{
    /// <summary>The largest difference, as a part of the largest value; infinite where there is NaN.</summary>
    /// <param name="exact">In double precision.</param>
    /// <param name="computed">In any.</param>
    public static double Error(Tensor exact, Tensor computed)
    {
        double[] right = [.. exact.detach().reshape(-1).data<double>()];
        double[] tried = [.. computed.detach().to(ScalarType.Float64).reshape(-1).data<double>()];
        double largest = right.Max(Math.Abs);
        double error = 0;
        for (int i = 0; i < right.Length; i++)
        {
            double difference = Math.Abs(right[i] - tried[i]);
            // NaN is no smaller than anything.
            if (!(difference <= error))
                error = double.IsNaN(difference) ? double.PositiveInfinity : difference;
        }

        return largest > 0 ? error / largest : error;
    }
}
