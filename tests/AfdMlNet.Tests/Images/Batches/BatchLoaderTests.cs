using AfdMlNet.Images;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class BatchLoaderTests
{
    private static readonly ChannelStatistics _asIs = new([0], [1]);

    [TestMethod]
    public void Epoch_ManyImages_HoldsEachOnceInNearlyEqualBatches()
    {
        using ImageSet images = Images(103);
        BatchLoader loader = Loader(images, 10);

        List<(int Count, long[] Labels, float[] Pixels)> batches = Copy(loader.Epoch(1));

        Assert.AreEqual(11, loader.BatchesPerEpoch);
        Assert.HasCount(11, batches);
        Assert.IsTrue(batches.All(batch => batch.Count is 9 or 10));
        CollectionAssert.AreEqual(Enumerable.Range(0, 103).Select(i => (long)i).ToArray(),
            batches.SelectMany(batch => batch.Labels).Order().ToArray());
        Assert.IsTrue(batches.All(batch => batch.Labels.Select((label, i) => batch.Pixels[4 * i] == label).All(same => same)),
            "labels go with pixels");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(0.3)]
    public void Epoch_EnteredInTheMiddle_GivesTheSameBatches(double? area)
    {
        using ImageSet images = Images(50);
        var variation = new AugmentationOptions { CropPadding = 1, CropArea = area };
        List<(int, long[] Labels, float[] Pixels)> whole = Copy(Loader(images, 8, variation).Epoch(3));
        List<(int, long[] Labels, float[] Pixels)> rest = Copy(Loader(images, 8, variation).Epoch(3, firstBatch: 4));

        Assert.HasCount(3, rest);
        for (int i = 0; i < 3; i++)
        {
            CollectionAssert.AreEqual(whole[4 + i].Labels, rest[i].Labels);
            CollectionAssert.AreEqual(whole[4 + i].Pixels, rest[i].Pixels);
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void Epoch_Parts_AreTheWholeBatchesOneAfterTheOther(int parts)
    {
        using ImageSet images = Images(50);
        var variation = new AugmentationOptions { CropPadding = 1 };
        List<(int Count, long[] Labels, float[] Pixels)> whole = Copy(Loader(images, 8, variation).Epoch(3));

        List<(int Count, long[] Labels, float[] Pixels)>[] divided =
            [.. Enumerable.Range(0, parts).Select(part => Copy(Loader(images, 8, variation, new BatchPart(part, parts)).Epoch(3)))];

        for (int batch = 0; batch < whole.Count; batch++)
        {
            CollectionAssert.AreEqual(whole[batch].Labels, divided.SelectMany(part => part[batch].Labels).ToArray());
            CollectionAssert.AreEqual(whole[batch].Pixels, divided.SelectMany(part => part[batch].Pixels).ToArray());
            Assert.IsLessThanOrEqualTo(1, divided.Max(part => part[batch].Count) - divided.Min(part => part[batch].Count));
        }
    }

    [TestMethod]
    public void Epoch_Part_KnowsItsShareOfTheWhole()
    {
        using ImageSet images = Images(10);
        using Batch batch = Loader(images, 10, part: new BatchPart(2, 3)).Epoch(1).Single();

        Assert.AreEqual(4, batch.Count);
        Assert.AreEqual(10, batch.Whole);
        Assert.AreEqual(0.4, batch.Share);
    }

    [TestMethod]
    public void Epoch_OtherEpoch_HasAnotherOrder()
    {
        using ImageSet images = Images(50);
        BatchLoader loader = Loader(images, 50);

        CollectionAssert.AreNotEqual(Copy(loader.Epoch(1))[0].Labels, Copy(loader.Epoch(2))[0].Labels);
    }

    [TestMethod]
    public void Sequential_Subset_KeepsOrderAndPixels()
    {
        using ImageSet images = Images(20);
        BatchLoader loader = new(images, [7, 3, 11, 4, 5], _asIs, PixelScale.Bytes, new AugmentationOptions { CropPadding = 1 }, 2, 1);

        List<(int Count, long[] Labels, float[] Pixels)> batches = Copy(loader.Sequential());

        Assert.AreEqual("1,2,2", string.Join(",", batches.Select(batch => batch.Count)));
        Assert.AreEqual("7,3,11,4,5", string.Join(",", batches.SelectMany(batch => batch.Labels)));
        Assert.AreEqual("7,0,0,1", string.Join(",", batches[0].Pixels[..4]));
    }

    [TestMethod]
    public void Batch_Disposed_IsUsedAgain()
    {
        using ImageSet images = Images(200);
        HashSet<float[]> arrays = [];
        foreach (Batch batch in Loader(images, 2).Epoch(1))
        {
            using (batch)
                arrays.Add(batch.Pixels);
        }

        Assert.IsLessThanOrEqualTo(Prefetch.LookAhead + 3, arrays.Count);
    }

    [TestMethod]
    public void Batch_DisposedTwice_IsLentOnce()
    {
        using ImageSet images = Images(8);
        BatchLoader loader = Loader(images, 2);
        foreach (Batch batch in loader.Epoch(1))
        {
            batch.Dispose();
            batch.Dispose();
        }

        Batch[] held = [.. loader.Epoch(2)];
        Assert.HasCount(4, held.Select(batch => batch.Pixels).ToHashSet());
    }

    [TestMethod]
    public void Constructor_PaddingNotBelowSide_SaysWhatIsAllowed()
    {
        using ImageSet images = Images(3);

        ArgumentException error =
            Assert.ThrowsExactly<ArgumentException>(() => Loader(images, 2, new AugmentationOptions { CropPadding = 2 }));

        StringAssert.Contains(error.Message, "CropPadding is 2; for images of 2x2x1 it can be 0 to 1.");
    }

    private static List<(int Count, long[] Labels, float[] Pixels)> Copy(IEnumerable<Batch> batches)
    {
        List<(int, long[], float[])> copies = [];
        foreach (Batch batch in batches)
        {
            using (batch)
                copies.Add((batch.Count, batch.Labels[..batch.Count], batch.Pixels[..(batch.Count * 4)]));
        }

        return copies;
    }

    private static BatchLoader Loader(ImageSet images, int batchSize, AugmentationOptions? augmentation = null, BatchPart? part = null) =>
        new(images, [.. Enumerable.Range(0, images.Count)], _asIs, PixelScale.Bytes, augmentation ?? AugmentationOptions.None(), batchSize,
            1)
        {
            Part = part ?? BatchPart.Whole,
        };

    // Image i: i 0 / 0 1.
    private static ImageSet Images(int count)
    {
        using ImageSetBuilder builder = new(new ImageShape(2, 2, 1), count, 1 << 20, null);
        for (int i = 0; i < count; i++)
            builder.Add([(byte)i, 0, 0, 1], i);
        return builder.Build();
    }
}
