using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Runtime;

/// <summary>
/// Scalars that live as long as the native call that reads them. TorchSharp 0.107 makes one of every number that it is handed and passes on only
/// its address, so that a garbage collection on another thread may free it in the middle of the call: a wrong number, or an error in one run of many.
/// </summary>
internal static class KeptScalar
{
    /// <param name="value">The number.</param>
    /// <param name="use">The call; its argument is valid until it returns.</param>
    public static Tensor With(double value, Func<Scalar, Tensor> use)
    {
        using Scalar scalar = value.ToScalar();
        return use(scalar);
    }

    /// <summary>1 - x.</summary>
    public static Tensor OneMinus(Tensor x) => With(1, one => one - x);
}
