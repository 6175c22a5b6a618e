using TorchSharp.Modules;

namespace AfdMlNet.Networks;

/// <summary>
/// A network that begins with a convolution and its batch norm, so that another normalisation of the input can be folded into them.
/// </summary>
internal interface IStemmedNetwork
{
    Conv2d StemConvolution { get; }

    BatchNorm2d StemNormalization { get; }
}
