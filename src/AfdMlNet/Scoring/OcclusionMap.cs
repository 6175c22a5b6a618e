namespace AfdMlNet.Scoring;

/// <summary>
/// Where a network looks, found without its gradient (Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks"):
/// how far the probability of a class falls where a part of the picture is covered.
/// </summary>
/// <param name="Width">The picture's width in pixels, as the network sees it.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Pixels">Red, green and blue of each pixel, row by row: 3 x width x height bytes.</param>
/// <param name="Falls">
/// The picture in cells, row by row: the probability's fall, -1 to 1, below 0 where it rises. At least one row, all of one length.
/// </param>
public sealed record OcclusionMap(
    int Width, int Height, ReadOnlyMemory<byte> Pixels, IReadOnlyList<IReadOnlyList<double>> Falls);
