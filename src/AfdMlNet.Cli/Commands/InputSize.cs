using System.Globalization;
using AfdMlNet.Images;

namespace AfdMlNet.Cli.Commands;

/// <summary>The size of the networks' input in pixels: <c>32</c> or <c>64x48</c> (width x height).</summary>
internal sealed record InputSize(int Width, int Height)
{
    public static InputSize Parse(string text)
    {
        string[] sides = text.Split('x', 'X');
        if (sides.Length is 1 or 2
            && sides.All(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) && pixels > 0))
            return Checked(new(int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[^1], CultureInfo.InvariantCulture)));
        throw new FormatException($"'{text}' is not a size: give pixels as 32 or as WxH, such as 64x48.");
    }

    private static InputSize Checked(InputSize size) => (long)size.Width * size.Height <= EncodedImage.MaximumPixels
        ? size
        : throw new FormatException(
            $"{size.Width}x{size.Height} is too large: an input has at most {EncodedImage.MaximumPixels} pixels. Usual are 32 to 224.");
}
