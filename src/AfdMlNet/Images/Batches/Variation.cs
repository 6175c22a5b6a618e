namespace AfdMlNet.Images;

/// <summary>How one image is varied once.</summary>
/// <param name="Right">Pixels by which the cut lies right of the image; negative is left of it.</param>
/// <param name="Down">Pixels by which the cut lies below the image; negative is above it.</param>
/// <param name="Flip">Whether the cut is then mirrored left to right.</param>
internal readonly record struct Variation(int Right, int Down, bool Flip)
{
    /// <summary>The part that is brought to the input's size, in place of a shift; null for none.</summary>
    public CropBox? Box { get; init; }

    /// <summary>The image as it is.</summary>
    public static Variation None { get; }

    /// <summary>The padding that the options mean for a shape, in pixels.</summary>
    public static int Padding(AugmentationOptions options, ImageShape shape) =>
        options.CropPadding ?? Math.Min(shape.Width, shape.Height) / 8;

    /// <summary>Draws a variation.</summary>
    /// <param name="padding">Pixels of mirrored border.</param>
    /// <param name="flip">Whether half of the images are mirrored.</param>
    /// <param name="random">The image's own numbers.</param>
    /// <returns>The variation.</returns>
    public static Variation Draw(int padding, bool flip, RandomStream random) =>
        new(random.NextInt(2 * padding + 1) - padding, random.NextInt(2 * padding + 1) - padding, flip && random.NextBool());

    /// <summary>Draws a variation with a random resized crop.</summary>
    /// <param name="area">The smallest part of the image's area.</param>
    /// <param name="flip">Whether half of the images are mirrored.</param>
    /// <param name="shape">The image's.</param>
    /// <param name="random">The image's own numbers.</param>
    /// <returns>The variation.</returns>
    public static Variation DrawCrop(double area, bool flip, ImageShape shape, RandomStream random)
    {
        CropBox box = CropBox.Draw(area, shape, ref random);
        return new(0, 0, flip && random.NextBool()) { Box = box };
    }
}
