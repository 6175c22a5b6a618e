#:package TorchSharp@0.107.0
#:package libtorch-cpu-linux-x64@2.10.0
// libtorch 2.10 (oneDNN 3.7.1) on x64: a convolution reads memory that nobody wrote, and NaN times zero is NaN.
using static TorchSharp.torch;

int wrong = 0;
for (int channels = 1; channels <= 64; channels++)
{
    using Tensor map = ones(2, channels, 8, 8), weight = ones(channels, channels, 3, 3);
    // What was freed holds NaN from now on, and is what the convolution gets for its copies.
    for (int size = 16; size <= 1 << 20; size *= 2)
        full(size, float.NaN).Dispose();
    using Tensor result = nn.functional.conv2d(map, weight);
    // A sum of ones: 9 pixels of each channel.
    if (result.eq(9 * channels).all().item<bool>())
        continue;
    wrong++;
    Console.WriteLine($"{channels} channels: {result.isnan().sum().item<long>()} of {result.numel()} values are NaN.");
}
Console.WriteLine($"{wrong} of 64 numbers of channels are wrong.");
