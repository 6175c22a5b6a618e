namespace AfdMlNet.Images;

/// <summary>The shape of one image as a network sees it.</summary>
/// <param name="Width">Width in pixels, at least 1.</param>
/// <param name="Height">Height in pixels, at least 1.</param>
/// <param name="Channels">1 (gray) or 3 (red, green, blue).</param>
public readonly record struct ImageShape(int Width, int Height, int Channels = 3)
{
    /// <summary>The number of values in one image: width x height x channels.</summary>
    /// <exception cref="OverflowException">It is more than <see cref="int.MaxValue"/>.</exception>
    public int Length => checked(Width * Height * Channels);

    /// <summary>The shape as <c>32x32x3</c>.</summary>
    /// <returns>Width, height and channels joined by <c>x</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{Width}x{Height}x{Channels}");
}
