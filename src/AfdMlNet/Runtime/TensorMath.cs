using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Runtime;

/// <summary>Arithmetic of tensors and numbers.</summary>
/// <remarks>
/// Its scalars live as long as the native call that reads them. TorchSharp 0.107 makes one of every number that it is handed, and a 1 of
/// its own for every sum and a 2 for every square, and passes on only their addresses, so that a garbage collection on another thread may
/// free them in the middle of the call: a wrong number, or an error in one run of hours. Nothing here is to call what makes one: a test
/// reads the assembly for that.
/// </remarks>
internal static class TensorMath
{
    // Never freed, never changed.
    private static readonly Scalar _one = 1.ToScalar();

    /// <summary>A call that takes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="use">The call; its argument is valid until it returns.</param>
    public static Tensor With(double value, Func<Scalar, Tensor> use)
    {
        using Scalar scalar = value.ToScalar();
        return use(scalar);
    }

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, _one);

    /// <summary>a x.</summary>
    public static Tensor Times(this Tensor x, double a) => With(a, x.mul);

    /// <summary>x / a.</summary>
    public static Tensor Over(this Tensor x, double a) => With(a, scalar => x.div(scalar));

    /// <summary>x^2.</summary>
    public static Tensor Squared(this Tensor x) => x * x;

    /// <summary>1 - x.</summary>
    public static Tensor OneMinus(this Tensor x) => x.negative().add(_one, _one);

    /// <summary>x becomes x + y.</summary>
    public static Tensor PlusInPlace(this Tensor x, Tensor y) => x.add_(y, _one);

    /// <summary>x becomes x + y.</summary>
    public static Tensor PlusInPlace(this Tensor x, Scalar y) => x.add_(y, _one);

    /// <summary>x becomes a x.</summary>
    public static Tensor TimesInPlace(this Tensor x, double a) => With(a, x.mul_);

    /// <summary>One more of what is counted.</summary>
    public static void CountOne(Tensor counted) => counted.add_(_one, _one);
}
