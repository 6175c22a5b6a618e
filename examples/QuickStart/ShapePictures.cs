using SkiaSharp;

namespace AfdMlNet.Examples;

/// <summary>One picture as ML.NET sees it: the columns have Model Builder's names.</summary>
public sealed class Picture
{
    /// <summary>A PNG.</summary>
    public byte[] ImageSource { get; set; } = [];

    /// <summary>The shape's name.</summary>
    public string Label { get; set; } = "";
}

/// <summary>Pictures of ten shapes, tilted, textured, partly covered, on cluttered ground: the same for the same seed.</summary>
public static class ShapePictures
{
    /// <summary>The classes.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["arrow", "circle", "crescent", "cross", "heart", "hexagon", "ring", "square", "star", "triangle"];

    /// <summary>Draws as many pictures of each class, the classes in turn.</summary>
    public static List<Picture> Draw(int perClass, int size, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, perClass * Classes.Count).Select(index => DrawOne(Classes[index % Classes.Count], size, random))];
    }

    /// <summary>Gives about so many of the pictures, drawn by chance, any of the labels.</summary>
    public static void Mislabel(List<Picture> pictures, double fraction, int seed)
    {
        var random = new Random(seed);
        foreach (Picture picture in pictures)
        {
            if (random.NextDouble() < fraction)
                picture.Label = Classes[random.Next(Classes.Count)];
        }
    }

    private static Picture DrawOne(string shape, int size, Random random)
    {
        using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        SKCanvas canvas = surface.Canvas;
        canvas.Scale(size / 2f);
        canvas.Translate(1, 1);

        float hue = Between(random, 0, 360);
        DrawGround(canvas, hue, random);
        canvas.Save();
        canvas.Translate(Between(random, -0.2f, 0.2f), Between(random, -0.2f, 0.2f));
        canvas.RotateDegrees(Between(random, -30, 30));
        canvas.Scale(Between(random, 0.6f, 0.85f), Between(random, 0.6f, 0.85f));
        using (SKPath outline = Outline(shape))
            FillTextured(canvas, outline, hue + Between(random, 70, 290), random);
        canvas.Restore();
        if (random.NextDouble() < 0.3)
            DrawBar(canvas, random);

        using SKImage image = surface.Snapshot();
        using SKBitmap bitmap = SKBitmap.FromImage(image);
        AddNoise(bitmap, random);
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return new() { ImageSource = png.ToArray(), Label = shape };
    }

    /// <summary>Each shape about the origin, within a radius of 1.</summary>
    private static SKPath Outline(string shape)
    {
        var path = new SKPath { FillType = SKPathFillType.EvenOdd };
        switch (shape)
        {
            case "circle":
                path.AddCircle(0, 0, 1);
                break;
            case "ring":
                path.AddCircle(0, 0, 1);
                path.AddCircle(0, 0, 0.55f);
                break;
            case "crescent":
                path.AddCircle(0, 0, 1);
                using (var bite = new SKPath())
                {
                    bite.AddCircle(0.5f, 0, 0.8f);
                    path.Op(bite, SKPathOp.Difference, path);
                }
                break;
            case "heart":
                path.MoveTo(0, 1);
                path.CubicTo(-1.6f, 0, -0.9f, -1.4f, 0, -0.5f);
                path.CubicTo(0.9f, -1.4f, 1.6f, 0, 0, 1);
                break;
            case "arrow":
                path.AddPoly([new(0, -1), new(0.9f, 0), new(0.35f, 0), new(0.35f, 1), new(-0.35f, 1), new(-0.35f, 0), new(-0.9f, 0)]);
                break;
            case "cross":
                path.AddRect(new(-1, -0.33f, 1, 0.33f));
                path.AddRect(new(-0.33f, -1, 0.33f, 1));
                path.FillType = SKPathFillType.Winding;
                break;
            case "star":
                path.AddPoly(Corners(10, index => index % 2 == 0 ? 1 : 0.42f));
                break;
            default:
                path.AddPoly(Corners(shape switch { "triangle" => 3, "square" => 4, _ => 6 }, _ => 1));
                break;
        }
        return path;
    }

    private static SKPoint[] Corners(int count, Func<int, float> radius) =>
        [.. Enumerable.Range(0, count).Select(index =>
        {
            float angle = 2 * MathF.PI * index / count;
            return new SKPoint(radius(index) * MathF.Cos(angle), radius(index) * MathF.Sin(angle));
        })];

    private static void DrawGround(SKCanvas canvas, float hue, Random random)
    {
        using var paint = new SKPaint
        {
            Shader =
                SKShader.CreateLinearGradient(new(-1, -1), new(1, 1), [Dark(hue, random), Dark(hue + 30, random)], SKShaderTileMode.Clamp),
        };
        canvas.DrawPaint(paint);
        for (int clutter = random.Next(2, 5); clutter > 0; clutter--)
        {
            using var blot = new SKPaint { Color = Dark(hue + Between(random, -50, 50), random), IsAntialias = true, StrokeWidth = 0.1f };
            SKPoint from = new(Between(random, -1, 1), Between(random, -1, 1));
            if (random.Next(2) == 0)
                canvas.DrawCircle(from, Between(random, 0.1f, 0.3f), blot);
            else
                canvas.DrawLine(from, new(Between(random, -1, 1), Between(random, -1, 1)), blot);
        }
    }

    private static void FillTextured(SKCanvas canvas, SKPath outline, float hue, Random random)
    {
        using var fill = new SKPaint { Color = Bright(hue, random), IsAntialias = true };
        canvas.DrawPath(outline, fill);
        using var stripes = new SKPaint
        {
            Color = Bright(hue + 25, random),
            StrokeWidth = Between(random, 0.1f, 0.25f),
            IsAntialias = true,
        };
        if (random.Next(3) == 0)
            return;
        canvas.ClipPath(outline, antialias: true);
        float step = Between(random, 0.4f, 0.7f);
        for (float x = -1; x <= 1; x += step)
            canvas.DrawLine(x, -1, x + Between(random, -0.1f, 0.1f), 1, stripes);
    }

    /// <summary>Covers a part of the picture.</summary>
    private static void DrawBar(SKCanvas canvas, Random random)
    {
        using var paint = new SKPaint { Color = Dark(Between(random, 0, 360), random) };
        canvas.RotateDegrees(random.Next(4) * 90);
        canvas.DrawRect(-1, Between(random, 0.2f, 0.7f), 2, 0.25f, paint);
    }

    private static void AddNoise(SKBitmap bitmap, Random random)
    {
        byte Noisy(byte value) => (byte)Math.Clamp(value + random.Next(-12, 13), 0, 255);
        bitmap.Pixels = [.. bitmap.Pixels.Select(pixel => new SKColor(Noisy(pixel.Red), Noisy(pixel.Green), Noisy(pixel.Blue)))];
    }

    private static SKColor Dark(float hue, Random random) =>
        SKColor.FromHsv((hue + 360) % 360, Between(random, 30, 90), Between(random, 10, 55));

    private static SKColor Bright(float hue, Random random) =>
        SKColor.FromHsv((hue + 360) % 360, Between(random, 30, 70), Between(random, 65, 100));

    private static float Between(Random random, float low, float high) => low + (high - low) * (float)random.NextDouble();
}
