using System.IO.Compression;
using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Tests.Images;

/// <summary>The real data is read whole. Inconclusive where the checkout has none.</summary>
[TestClass]
public sealed class RealImagesTests
{
    [TestMethod]
    public void Read_CifarPngs_AreAll32x32()
    {
        MLContext ml = new(1);
        IDataView rows = ml.Data.LoadFromEnumerable(Pictures());
        IDataView data = ml.Transforms.Conversion.MapValueToKey("Label").Fit(rows).Transform(rows);

        ReadImages read = ImageSetReader.Read(data, new ImageReadOptions("Label", "Image", 64));
        using ImageSet images = read.Images;
        Assert.AreEqual(new ImageShape(32, 32), images.Shape);
        int[] all = [.. Enumerable.Range(0, images.Count)];
        ChannelStatistics statistics = ChannelStatistics.Of(images, all, read.Scale);
        Assert.AreEqual(0.5, statistics.Mean[0] / 255, 0.1, "CIFAR's mean red is near one half");

        BatchLoader loader = new(images, all, statistics, read.Scale, new AugmentationOptions(), 128, 1);
        long seen = 0;
        foreach (Batch batch in loader.Epoch(0))
        {
            using (batch)
                seen += batch.Count;
        }

        Assert.AreEqual(images.Count, seen);
    }

    private static Row[] Pictures()
    {
        using ZipArchive zip = ZipFile.OpenRead(SharedData.File("cifar100-10c-mini-png.zip"));
        return [.. zip.Entries.Where(entry => entry.FullName.EndsWith(".png", StringComparison.Ordinal)).Select(Read)];
    }

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
