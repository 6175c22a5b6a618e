using System.Globalization;

namespace AfdMlNet.Images;

/// <summary>
/// What a decoding step has to know, as the text that travels through the pipeline. A custom mapping saves no state of its own, so the
/// text stands as a constant in a stock <c>Expression</c> step before it.
/// </summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Fit">What to do with images of another ratio.</param>
internal readonly record struct TargetSize(int Width, int Height, ImageFit Fit)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static TargetSize Parse(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, ' ') == 3
            && int.TryParse(text[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(text[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            && IsAllowed(width, height)
            && Enum.TryParse(text[parts[2]], out ImageFit fit) && Enum.IsDefined(fit))
            return new TargetSize(width, height, fit);
        throw new FormatException(
            $"'{text}' is not a width, a height (together at most {EncodedImage.MaximumPixels} pixels) and a fit: the model is damaged.");
    }

    /// <summary>Whether images can be decoded to a size: the bounds are those of the images themselves.</summary>
    public static bool IsAllowed(long width, long height) =>
        width is > 0 and <= EncodedImage.MaximumSide
            && height is > 0 and <= EncodedImage.MaximumSide
            && width * height <= EncodedImage.MaximumPixels;

    /// <summary>The text, such as <c>32 32 Crop</c>.</summary>
    /// <returns>Width, height and fit, with a blank between.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width} {Height} {Fit}");
}
