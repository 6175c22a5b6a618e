using System.Globalization;

namespace AfdMlNet.Cli.Commands;

/// <summary>The size of the networks' input in pixels: <c>32</c> or <c>64x48</c> (width x height).</summary>
internal sealed record InputSize(int Width, int Height)
{
    public static InputSize Parse(string text)
    {
        string[] sides = text.Split('x', 'X');
        if (sides.Length is 1 or 2
            && sides.All(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) && pixels > 0))
            return new(int.Parse(sides[0], CultureInfo.InvariantCulture), int.Parse(sides[^1], CultureInfo.InvariantCulture));
        throw new FormatException($"'{text}' is not a size: give pixels as 32 or as WxH, such as 64x48.");
    }
}
