namespace AfdMlNet.Images;

/// <summary>
/// How a stored byte stands for the value in the pipeline's column: raw = byte x <see cref="Scale"/> + <see cref="Offset"/>.
/// </summary>
/// <param name="Scale">Raw units per step, above 0.</param>
/// <param name="Offset">The raw value of byte 0.</param>
internal readonly record struct PixelScale(float Scale, float Offset)
{
    /// <summary>Bytes as they are: 0 to 255.</summary>
    public static PixelScale Bytes { get; } = new(1, 0);

    /// <summary>The usual ways to scale bytes, on which storing loses nothing: 0 to 255, 0 to 1, -1 to 1.</summary>
    public static IReadOnlyList<PixelScale> Usual { get; } = [Bytes, new(1 / 255f, 0), new(1 / 127.5f, -1)];

    /// <summary>The scale whose 256 steps span a range.</summary>
    public static PixelScale Spanning(float minimum, float maximum) => new(maximum > minimum ? (maximum - minimum) / 255 : 1, minimum);

    /// <summary>The raw value of a byte.</summary>
    public float ToRaw(byte value) => value * Scale + Offset;

    /// <summary>The nearest byte; values beyond the range become 0 or 255.</summary>
    public byte ToByte(float raw) => (byte)Math.Clamp(MathF.Round((raw - Offset) / Scale), 0, 255);

    /// <summary>Whether a raw value is a byte's but for rounding.</summary>
    public bool Holds(float raw)
    {
        float steps = (raw - Offset) / Scale;
        return steps is > -0.01f and < 255.01f && MathF.Abs(steps - MathF.Round(steps)) < 0.01f;
    }
}
