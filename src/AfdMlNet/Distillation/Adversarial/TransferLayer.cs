using AfdMlNet.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// T: brings a network's feature map to the shape that the ring compares maps in. The identity where the shapes agree; else a 1x1
/// convolution, batch norm and ReLU where the channels differ, and adaptive average pooling where the size does.
/// </summary>
internal sealed class TransferLayer : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d? _project;
    private readonly BatchNorm2d? _norm;
    private readonly AdaptiveAvgPool2d? _resize;

    public TransferLayer(FeatureShape from, FeatureShape to) : base(nameof(TransferLayer))
    {
        if (from.Channels != to.Channels)
        {
            _project = nn.Conv2d(from.Channels, to.Channels, 1, bias: false);
            _norm = nn.BatchNorm2d(to.Channels);
        }

        if ((from.Height, from.Width) != (to.Height, to.Width))
            _resize = nn.AdaptiveAvgPool2d((to.Height, to.Width));
        RegisterComponents();
    }

    /// <summary>Whether maps pass unchanged.</summary>
    public bool IsIdentity => _project is null && _resize is null;

    /// <summary>The map in the ring's shape.</summary>
    /// <param name="input">N x C x H x W, the network's own shape.</param>
    /// <returns>N x C' x H' x W', the ring's shape.</returns>
    public override Tensor forward(Tensor input)
    {
        Tensor output = input;
        if (_project is not null && _norm is not null)
            output = TensorLayers.Instance.Convolution(output, _project, _norm).relu_();
        return _resize is null ? output : _resize.forward(output);
    }
}
