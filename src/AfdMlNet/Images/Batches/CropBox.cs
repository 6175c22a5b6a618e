namespace AfdMlNet.Images;

/// <summary>A part of an image, in pixels of it.</summary>
/// <param name="Left">From the image's left side.</param>
/// <param name="Top">From its upper side.</param>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
internal readonly record struct CropBox(int Left, int Top, int Width, int Height)
{
    private const double WidestRatio = 4.0 / 3;
    private const int Tries = 10;

    /// <summary>
    /// A part of random area and ratio (Szegedy et al. 2015, as torchvision's RandomResizedCrop draws it): the area evenly from a smallest
    /// part to all of the image, the ratio of its sides against the image's from 3/4 to 4/3, evenly in its logarithm.
    /// </summary>
    /// <param name="smallest">The smallest part of the area, above 0 and at most 1.</param>
    /// <param name="shape">The image's.</param>
    /// <param name="random">The image's own numbers.</param>
    /// <returns>The part; all of the image where ten draws do not fit into it.</returns>
    public static CropBox Draw(double smallest, ImageShape shape, ref RandomStream random)
    {
        for (int i = 0; i < Tries; i++)
        {
            double area = smallest + ((1 - smallest) * random.NextDouble());
            double ratio = Math.Exp(Math.Log(WidestRatio) * ((2 * random.NextDouble()) - 1));
            int width = Math.Max(1, (int)Math.Round(shape.Width * Math.Sqrt(area * ratio)));
            int height = Math.Max(1, (int)Math.Round(shape.Height * Math.Sqrt(area / ratio)));
            if (width <= shape.Width && height <= shape.Height)
                return new(random.NextInt(shape.Width - width + 1), random.NextInt(shape.Height - height + 1), width, height);
        }
        return new(0, 0, shape.Width, shape.Height);
    }
}
