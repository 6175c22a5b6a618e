using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// The largest singular value of a convolution's weight, W as output channels x the rest, by power iteration (Miyato et al. 2018): one
/// iteration a forward, carried on from step to step. A convolution divided by it is 1-Lipschitz.
/// </summary>
internal sealed class SpectralNorm : nn.Module<Tensor, Tensor>
{
    private const string Left = "left";

    public SpectralNorm(long outputs) : base(nameof(SpectralNorm))
    {
        // By its name, not in a field: on the way to another device TorchSharp replaces the buffer and disposes this one.
        register_buffer(Left, nn.functional.normalize(randn(outputs), dim: 0));
        RegisterComponents();
    }

    /// <param name="input">The weight, outputs x ...</param>
    /// <returns>Its largest singular value, a scalar with a gradient to the weight.</returns>
    public override Tensor forward(Tensor input)
    {
        Tensor matrix = input.reshape(input.shape[0], -1);
        Tensor kept = get_buffer(Left)!;
        Tensor left;
        Tensor right;
        using (no_grad())
        {
            right = nn.functional.normalize(matrix.t().mv(kept), dim: 0);
            left = nn.functional.normalize(matrix.mv(right), dim: 0);
            kept.copy_(left);
        }

        return left.dot(matrix.mv(right));
    }
}
