namespace AfdMlNet.Networks;

/// <summary>The blocks and the channels of a residual network for larger images, stage by stage: one to four stages.</summary>
/// <param name="Blocks">The number of blocks of each stage.</param>
/// <param name="Widths">The channels of each stage's maps. The stem has those of the first.</param>
internal sealed record ResNetLayout(IReadOnlyList<int> Blocks, IReadOnlyList<int> Widths)
{
    /// <summary>He et al. 2015, table 1: 64, 128, 256 and 512 channels.</summary>
    public static ResNetLayout Of(params IReadOnlyList<int> blocks) => new(blocks, [.. blocks.Select((_, stage) => 64 << stage)]);

    /// <summary>By how much the last map is smaller than the image.</summary>
    public int Stride => 4 << (Blocks.Count - 1);

    /// <summary>The first stages alone, at most so many blocks in each, and a part of the channels, in steps of 8.</summary>
    public ResNetLayout Cut(int stages, int blocks, double width) => new(
        [.. Blocks.Take(stages).Select(count => Math.Min(count, blocks))],
        [.. Widths.Take(stages).Select(channels => Narrowed(channels, width))]);

    /// <summary>A part of the channels, a multiple of 8 and at least 8.</summary>
    public static int Narrowed(int channels, double width) => Math.Max(8, (int)Math.Round(channels * width / 8) * 8);
}
