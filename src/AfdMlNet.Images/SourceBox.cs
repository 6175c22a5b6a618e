namespace AfdMlNet.Images;

/// <summary>The part of a source image that fills the target, in source pixels.</summary>
internal readonly record struct SourceBox(double Left, double Top, double Width, double Height)
{
    /// <summary>The part that a fit uses.</summary>
    public static SourceBox Of(int sourceWidth, int sourceHeight, int width, int height, ImageFit fit)
    {
        if (fit == ImageFit.Stretch)
            return new SourceBox(0, 0, sourceWidth, sourceHeight);
        bool wider = (long)sourceWidth * height > (long)sourceHeight * width;
        double boxWidth = wider ? (double)sourceHeight * width / height : sourceWidth;
        double boxHeight = wider ? sourceHeight : (double)sourceWidth * height / width;
        return new SourceBox(Start(sourceWidth, boxWidth, width), Start(sourceHeight, boxHeight, height), boxWidth, boxHeight);
    }

    // A cut without scaling stays on whole pixels, so that it is exact.
    private static double Start(int source, double box, int target)
    {
        double start = (source - box) / 2;
        return box == target ? Math.Floor(start) : start;
    }
}
