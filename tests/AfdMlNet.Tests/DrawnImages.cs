using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace AfdMlNet.Tests;

/// <summary>Three classes that a small network tells apart after a few epochs: stripes across, stripes down, and blobs, in noise.</summary>
internal static class DrawnImages
{
    public static readonly string[] Classes = ["across", "blob", "down"];

    /// <summary>Rows of encoded PNGs.</summary>
    public static EncodedRow[] Encoded(int perClass, int side = 16, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, perClass * Classes.Length).Select(i => new EncodedRow
        {
            Label = Classes[i % Classes.Length],
            Features = Png(i % Classes.Length, side, random),
        })];
    }

    /// <summary>Writes the rows' images below a folder, each in a folder named as its class.</summary>
    public static void Write(string folder, IEnumerable<EncodedRow> rows)
    {
        foreach ((EncodedRow row, int i) in rows.Select((row, i) => (row, i)))
        {
            string file = Path.Combine(folder, row.Label, $"{i:000}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, row.Features);
        }
    }

    /// <summary>The rows with the label as a key.</summary>
    public static IDataView Keyed<T>(MLContext ml, IEnumerable<T> rows, string label = "Label")
        where T : class
    {
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Conversion.MapValueToKey(
            label, keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(data).Transform(data);
    }

    public static byte[] Png(int kind, int side, Random random)
    {
        using var bitmap = new SKBitmap(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        int phase = random.Next(4);
        int tone = random.Next(90, 256);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                bool lit = kind switch
                {
                    0 => (y + phase) / 2 % 2 == 0,
                    1 => Math.Pow(x - side / 2 + phase - 2, 2) + Math.Pow(y - side / 2 - phase + 2, 2) < side * side / 12.0,
                    _ => (x + phase) / 2 % 2 == 0,
                };
                byte value = (byte)Math.Clamp((lit ? tone : 40) + random.Next(-40, 41), 0, 255);
                bitmap.SetPixel(x, y, new SKColor(value, (byte)(value / 2), (byte)(255 - value)));
            }
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The same image as ML.NET's own type.</summary>
    public static MLImage Bitmap(byte[] png) => MLImage.CreateFromStream(new MemoryStream(png));
}

internal sealed class EncodedRow
{
    public string Label { get; set; } = string.Empty;

    public byte[] Features { get; set; } = [];
}

/// <summary>An image file below a folder named as its class.</summary>
internal sealed class PathRow
{
    public string ImagePath { get; set; } = string.Empty;

    public string Label { get; set; } = string.Empty;

    /// <summary>All PNGs of a folder of class folders, in their paths' order.</summary>
    public static PathRow[] Below(string folder) =>
        [.. Directory.GetFiles(folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new PathRow { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)!) })];
}

internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = string.Empty;

    public float[] Score { get; set; } = [];
}
