using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// The convolution of every residual network: no bias, padded by half its kernel, and He initialisation (Kaiming normal over the fan out,
/// for ReLU), as torchvision and the distillation literature's codes have it.
/// </summary>
internal static class HeConvolution
{
    public static Conv2d Create(int input, int output, int kernel, int stride = 1)
    {
        Conv2d convolution = nn.Conv2d(input, output, kernel, stride, padding: kernel / 2, bias: false);
        nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        return convolution;
    }
}
