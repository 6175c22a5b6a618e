using System.Diagnostics;
using System.IO.Compression;
using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Tests.Images;

/// <summary>The real data: that it is read whole, and how fast. Skipped where the checkout has none.</summary>
[TestClass]
public sealed class ImageSpeedTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Read_CifarPngs_AreAll32x32()
    {
        MLContext ml = new(1);
        IDataView rows = ml.Data.LoadFromEnumerable(Pictures());
        IDataView data = ml.Transforms.Conversion.MapValueToKey("Label").Fit(rows).Transform(rows);

        Stopwatch watch = Stopwatch.StartNew();
        ReadImages read = ImageSetReader.Read(data, new ImageReadOptions("Label", "Image", 64));
        using ImageSet images = read.Images;
        TestContext.WriteLine($"read {images.Count / watch.Elapsed.TotalSeconds:F0} images/s of {images.Count}");

        Assert.AreEqual(new ImageShape(32, 32), images.Shape);
        watch.Restart();
        int[] all = [.. Enumerable.Range(0, images.Count)];
        ChannelStatistics statistics = ChannelStatistics.Of(images, all, read.Scale);
        TestContext.WriteLine($"statistics {watch.ElapsedMilliseconds} ms; mean {string.Join(" ", statistics.Mean)}, deviation {string.Join(" ", statistics.StandardDeviation)}");
        Assert.AreEqual(0.5, statistics.Mean[0] / 255, 0.1, "CIFAR's mean red is near one half");

        BatchLoader loader = new(images, all, statistics, read.Scale, new AugmentationOptions(), 128, 1);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            watch.Restart();
            foreach (Batch batch in loader.Epoch(epoch))
                batch.Dispose();
            TestContext.WriteLine($"augmented {images.Count / watch.Elapsed.TotalSeconds:F0} images/s, {watch.Elapsed.TotalMilliseconds / loader.BatchesPerEpoch:F2} ms per batch");
        }
    }

    private static Row[] Pictures()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Archive(folder)))
            folder = folder.Parent;
        if (folder is null)
            Assert.Inconclusive("shared/data/cifar100-10c-mini-png.zip is not here.");
        using ZipArchive zip = ZipFile.OpenRead(Archive(folder));
        return [.. zip.Entries.Where(entry => entry.FullName.EndsWith(".png", StringComparison.Ordinal)).Select(Read)];
    }

    private static string Archive(DirectoryInfo folder) =>
        Path.Combine(folder.FullName, "shared", "data", Environment.GetEnvironmentVariable("AFD_IMAGES") ?? "cifar100-10c-mini-png.zip");

    private static Row Read(ZipArchiveEntry entry)
    {
        using MemoryStream bytes = new();
        using Stream stream = entry.Open();
        stream.CopyTo(bytes);
        return new Row { Image = bytes.ToArray(), Label = entry.FullName.Split('/')[1], Path = entry.FullName };
    }

    private sealed class Row
    {
        public byte[] Image { get; set; } = [];

        public string Label { get; set; } = "";

        public string Path { get; set; } = "";
    }
}
