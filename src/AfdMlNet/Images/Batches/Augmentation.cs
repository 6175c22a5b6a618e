namespace AfdMlNet.Images;

/// <summary>One image from bytes to the network's input: cut from its mirrored surroundings, flipped and normalised in one pass.</summary>
internal static class Augmentation
{
    /// <summary>Writes an image.</summary>
    /// <param name="pixels">Height x width x channels.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="variation">How it is varied; shifts below the image's sides.</param>
    /// <param name="normalization">What the bytes become.</param>
    /// <param name="output">Takes height x width x channels.</param>
    public static void Write(
        ReadOnlySpan<byte> pixels, ImageShape shape, Variation variation, PixelNormalization normalization, Span<float> output)
    {
        if (variation.Box is { } box)
        {
            ResizedCrop.Write(pixels, shape, box, variation.Flip, normalization, output);
            return;
        }

        int stride = shape.Width * shape.Channels;
        Span<int> columns = shape.Width <= 1024 ? stackalloc int[shape.Width] : new int[shape.Width];
        for (int x = 0; x < columns.Length; x++)
            columns[x] = Reflect((variation.Flip ? columns.Length - 1 - x : x) + variation.Right, columns.Length);
        for (int y = 0; y < shape.Height; y++)
        {
            ReadOnlySpan<byte> source = pixels.Slice(Reflect(y + variation.Down, shape.Height) * stride, stride);
            Span<float> target = output.Slice(y * stride, stride);
            if (shape.Channels == 3)
                WriteColour(source, columns, normalization, target);
            else
                WriteGray(source, columns, normalization, target);
        }
    }

    private static void WriteColour(
        ReadOnlySpan<byte> source, ReadOnlySpan<int> columns, PixelNormalization normalization, Span<float> target)
    {
        ReadOnlySpan<float> red = normalization[0], green = normalization[1], blue = normalization[2];
        for (int x = 0; x < columns.Length; x++)
        {
            ReadOnlySpan<byte> pixel = source.Slice(3 * columns[x], 3);
            Span<float> value = target.Slice(3 * x, 3);
            value[0] = red[pixel[0]];
            value[1] = green[pixel[1]];
            value[2] = blue[pixel[2]];
        }
    }

    private static void WriteGray(
        ReadOnlySpan<byte> source, ReadOnlySpan<int> columns, PixelNormalization normalization, Span<float> target)
    {
        ReadOnlySpan<float> gray = normalization[0];
        for (int x = 0; x < columns.Length; x++)
            target[x] = gray[source[columns[x]]];
    }

    // The border pixel itself is not repeated: -1 is 1, as in torch's "reflect".
    private static int Reflect(int at, int side)
    {
        at = Math.Abs(at);
        return at < side ? at : 2 * (side - 1) - at;
    }
}
