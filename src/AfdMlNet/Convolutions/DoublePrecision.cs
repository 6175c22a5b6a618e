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
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        double largest = Largest(exact);
        double difference = Largest(exact.sub(computed.to(ScalarType.Float64)));
        double error = double.IsNaN(difference) ? double.PositiveInfinity : difference;
        return largest > 0 ? error / largest : error;
    }

    private static double Largest(Tensor values) => values.abs().max().data<double>()[0];
}
