namespace AfdMlNet.Benchmarks.Convolutions;

/// <summary>A convolution and the map it meets, as chance has it.</summary>
internal sealed record DrawnShape(
    int Batch, int Input, int Output, int Height, int Width, int Kernel, int Stride, int Padding, int Dilation, int Groups)
{
    private const int MostChannels = 160;

    private static readonly int[] _channels =
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17, 20, 24, 30, 31, 32, 33, 48, 63, 64, 65, 96, 128, 160];

    private static readonly int[] _sides = [1, 2, 3, 4, 5, 7, 8, 9, 14, 16];

    /// <summary>Shapes decided by a seed: batches of 1 to 33, odd channels and sides, groups, strides, dilations.</summary>
    public static IEnumerable<DrawnShape> Of(int count, int seed = 1)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
            yield return Drawn(random);
    }

    private static DrawnShape Drawn(Random random)
    {
        int One(params int[] from) => from[random.Next(from.Length)];
        int kernel = One(1, 1, 2, 3, 3, 3, 3, 5, 7);
        int dilation = kernel == 3 ? One(1, 1, 1, 2) : 1;
        (int input, int output, int groups) = (One(_channels), One(_channels), One(1, 1, 1, 1, 2, 3, 4, 0));
        // None stands for a group a channel.
        (input, output, groups) = groups == 0
            ? (input, input * One(1, 1, 2), input)
            : (Whole(input, groups), Whole(output, groups), groups);
        int side = Math.Max(One(_sides), (kernel - 1) * dilation + 1);
        return new DrawnShape(
            random.Next(1, 34), input, output, side, side + random.Next(4) / 3, kernel, One(1, 1, 2, 2, 3), random.Next(2) * (kernel / 2),
            dilation, groups);
    }

    private static int Whole(int channels, int groups) => Math.Min(MostChannels, channels + groups - 1) / groups * groups;
}
