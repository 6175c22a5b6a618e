using System.Text.Json;
using AfdMlNet.Cli.Inspect;
using SkiaSharp;

namespace AfdMlNet.Tests.Cli.Inspect;

[TestClass]
public sealed class DataCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Data_OfDifferentImages_CountsThem()
    {
        DrawnImages.Write(_folder["data"], DrawnImages.Encoded(3));

        CommandLine answer = CommandLine.Run("data", _folder["data"]);

        answer.AssertSucceeds("images: 9 images of 3 classes", "across        3", "Sizes: 16x16, all the same", "9 Png");
    }

    [TestMethod]
    public void Data_WithImagesInTwoParts_NamesThem()
    {
        Photograph("data/train/cat/1.png", seed: 1, 64);
        Photograph("data/train/dog/2.png", seed: 2, 64);
        Photograph("data/test/dog/smaller.png", seed: 2, 40);
        File.Copy(_folder["data/train/cat/1.png"], Ready("data/test/cat/copy.png"));

        CommandLine answer = CommandLine.Run("data", _folder["data"]);

        Assert.AreEqual(1, answer.ExitCode, answer.Error);
        Assert.Contains("In two parts (a test on them tests nothing): 2", answer.Out);
        Assert.Contains($"{_folder["data/train/cat/1.png"]} = {_folder["data/test/cat/copy.png"]}", answer.Out);
        Assert.Contains($"{_folder["data/train/dog/2.png"]} looks like {_folder["data/test/dog/smaller.png"]}", answer.Out);
    }

    [TestMethod]
    public void Data_AsJson_HasUnreadFilesImbalanceAndContradictions()
    {
        for (int i = 0; i < 4; i++)
            Photograph($"data/cat/{i}.png", seed: i, 64);
        File.Copy(_folder["data/cat/1.png"], Ready("data/dog/1.png"));
        _folder.With("data/dog/broken.jpg");

        CommandLine answer = CommandLine.Run("data", _folder["data"], "--json");

        Assert.AreEqual(1, answer.ExitCode, answer.Error);
        JsonElement report = JsonDocument.Parse(answer.Out).RootElement;
        Assert.AreEqual("dataInspected", report.GetProperty("event").GetString());
        Assert.AreEqual(2, report.GetProperty("parts")[0].GetProperty("imbalance").GetDouble());
        Assert.EndsWith("broken.jpg", report.GetProperty("unread")[0].GetProperty("image").GetString());
        Assert.IsTrue(report.GetProperty("duplicates")[0].GetProperty("hasTwoClasses").GetBoolean());
        Assert.AreEqual(1, report.GetProperty("duplicates").GetArrayLength());
    }

    [TestMethod]
    public void PictureHash_OfACopyOfAnotherSizeAndQuality_IsLike()
    {
        PictureHash picture = PictureHash.Of(Encoded(seed: 5, 120, SKEncodedImageFormat.Png))!;

        Assert.IsTrue(picture.IsLike(PictureHash.Of(Encoded(seed: 5, 70, SKEncodedImageFormat.Jpeg))!));
        Assert.IsFalse(picture.IsLike(PictureHash.Of(Encoded(seed: 6, 120, SKEncodedImageFormat.Png))!));
    }

    [TestMethod]
    public void PictureHash_OfOneShade_IsNone()
    {
        using var bitmap = new SKBitmap(32, 32);
        bitmap.Erase(SKColors.Gray);
        Assert.IsNull(PictureHash.Of(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray()));
    }

    private void Photograph(string file, int seed, int side) =>
        File.WriteAllBytes(Ready(file), Encoded(seed, side, SKEncodedImageFormat.Png));

    private string Ready(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        return _folder[file];
    }

    /// <summary>Soft spots of light: as little of it is in fine detail as in photographs.</summary>
    private static byte[] Encoded(int seed, int side, SKEncodedImageFormat format)
    {
        var random = new Random(seed);
        (double X, double Y, double Light)[] spots =
            [.. Enumerable.Range(0, 12).Select(_ => (random.NextDouble(), random.NextDouble(), random.NextDouble() * 2 - 1))];
        using var bitmap = new SKBitmap(side, side);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                double light = spots.Sum(spot => spot.Light
                    * Math.Exp(-30 * (Math.Pow((x + 0.5) / side - spot.X, 2) + Math.Pow((y + 0.5) / side - spot.Y, 2))));
                byte shade = (byte)Math.Clamp(128 + 100 * light, 0, 255);
                bitmap.SetPixel(x, y, new SKColor(shade, shade, shade));
            }
        }
        using SKData data = bitmap.Encode(format, 80);
        return data.ToArray();
    }
}
