using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class ImageSetReaderTests
{
    private static readonly MLContext _ml = new(1);
    private static readonly ImageReadOptions _options = new("Label", "Image", 16);
    private string _folder = "";

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("afd-test-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, true);

    [TestMethod]
    public void Read_EncodedOfOneSize_IsExactAndInOrder()
    {
        using ImageSet images = Read(Encoded(Enumerable.Range(0, 700).Select(seed => Pictures.Png(6, 5, seed)))).Images;

        Assert.AreEqual(700, images.Count);
        Assert.AreEqual(new ImageShape(6, 5), images.Shape);
        Assert.AreEqual(3, images.ClassCount);
        for (int i = 0; i < 700; i++)
        {
            CollectionAssert.AreEqual(Pictures.Rgb(6, 5, i), images.Pixels(i).ToArray());
            Assert.AreEqual(i % 3, images.Labels[i]);
        }
    }

    [TestMethod]
    public void Read_EncodedOfMixedSizes_FallsBack()
    {
        IEnumerable<byte[]> pictures = Enumerable.Range(0, 300).Select(seed => seed == 299 ? Pictures.Png(7, 5) : Pictures.Png(6, 5, seed));
        List<long> progress = [];

        using ImageSet images = Read(Encoded(pictures), _options with { Progress = (done, _) => progress.Add(done) }).Images;

        Assert.AreEqual(new ImageShape(16, 16), images.Shape);
        Assert.AreEqual("256,256,300", string.Join(",", progress));
    }

    [TestMethod]
    public void Read_WidthAndHeightGiven_AreUsed()
    {
        ImageReadOptions options = _options with { Width = 9, Height = 3, Fit = ImageFit.Stretch };
        byte[] expected = new byte[9 * 3 * 3];
        ImageDecoder.Decode(Pictures.Png(6, 5), 9, 3, ImageFit.Stretch, expected);

        using ImageSet images = Read(Encoded([Pictures.Png(6, 5)]), options).Images;

        CollectionAssert.AreEqual(expected, images.Pixels(0).ToArray());
    }

    [TestMethod]
    public void Read_DamagedImage_NamesRowAndFile()
    {
        byte[][] pictures = [.. Enumerable.Range(0, 400).Select(seed => seed == 333 ? Pictures.Png(6, 5)[..60] : Pictures.Png(6, 5, seed))];

        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Read(Encoded(pictures)));

        StringAssert.StartsWith(error.Message, "Row 333 (the first is 0), 'pictures/333.png': The Png image of 6x5 is ");
    }

    [TestMethod]
    public void Read_FirstImageEmpty_NamesRow() => Assert.AreEqual(
        "Row 0 (the first is 0), 'pictures/0.png': The image is empty (0 bytes).",
        Assert.ThrowsExactly<InvalidDataException>(() => Read(Encoded([[]]))).Message);

    [TestMethod]
    public void Read_MissingLabel_NamesRow()
    {
        IDataView data = _ml.Transforms.Conversion.MapValueToKey("Label", keyData: Keys("a", "b"))
            .Fit(Rows([Pictures.Png(2, 2), Pictures.Png(2, 2), Pictures.Png(2, 2)]))
            .Transform(Rows([Pictures.Png(2, 2), Pictures.Png(2, 2), Pictures.Png(2, 2)]));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Read(data)).Message,
            "Row 2 (the first is 0), 'pictures/2.png': The label 'Label' is missing.");
    }

    [TestMethod]
    public void Read_LabelNoKeyOrMissing_SaysSo()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Read(Rows([Pictures.Png(2, 2)]))).Message,
            "Use Conversion.MapValueToKey before the trainer.");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Read(Rows([]), _options with { LabelColumn = "No" })).Message,
            "There is no column 'No' for the label.");
    }

    [TestMethod]
    public void Read_NoRows_SaysSo()
    {
        IDataView data = _ml.Data.FilterRowsByColumn(Encoded([Pictures.Png(2, 2)]), "Number", 5, 6);

        Assert.AreEqual("There are no rows: nothing to train on.", Assert.ThrowsExactly<InvalidDataException>(() => Read(data)).Message);
    }

    [TestMethod]
    public void Read_Cancelled_Throws() => Assert.Throws<OperationCanceledException>(
        () => ImageSetReader.Read(Encoded([Pictures.Png(2, 2)]), _options, new CancellationToken(true)));

    [TestMethod]
    [DataRow(6, 5, 6, 5)]
    [DataRow(null, null, 6, 5)]
    [DataRow(4, 4, 4, 4)]
    public void Read_Bitmaps_EqualExtractPixels(int? width, int? height, int expectedWidth, int expectedHeight)
    {
        foreach (MLPixelFormat format in (MLPixelFormat[])[MLPixelFormat.Bgra32, MLPixelFormat.Rgba32])
        {
            foreach (ImageFit fit in Enum.GetValues<ImageFit>())
            {
                IDataView data = Bitmaps(5, format);
                ReadImages read = Read(data, _options with { Width = width, Height = height, Fit = fit });
                using ImageSet images = read.Images;

                Assert.AreEqual(new ImageShape(expectedWidth, expectedHeight), images.Shape);
                Assert.AreEqual(expectedWidth != 6, read.NeedsResizing);
                AssertEqualsScoring(data, images, fit);
            }
        }
    }

    [TestMethod]
    [DataRow(0, 20, 30)]
    [DataRow(1, 16, 16)]
    public void Read_BitmapsOfUnknownSize_AreReadAsScoringWill(int growth, int expectedWidth, int expectedHeight)
    {
        foreach (ImageFit fit in Enum.GetValues<ImageFit>())
        {
            IDataView data = Files(Enumerable.Range(0, 5).Select(seed => Transparent(20 + seed * growth, 30, seed)));

            ReadImages read = Read(data, _options with { Fit = fit });
            using ImageSet images = read.Images;

            Assert.AreEqual(new ImageShape(expectedWidth, expectedHeight), images.Shape);
            Assert.IsTrue(read.NeedsResizing, "the column's type does not tell the size");
            AssertEqualsScoring(data, images, fit);
        }
    }

    [TestMethod]
    public void Read_FilesThroughLoadImages_NameTheMissingOne()
    {
        IDataView data = Files([Pictures.Png(4, 4), Pictures.Png(4, 4)]);
        File.Delete(Path.Combine(_folder, "1.png"));

        string message = Assert.ThrowsExactly<InvalidDataException>(() => Read(data)).Message;

        StringAssert.StartsWith(message, "Row 1 (the first is 0), '1.png': ");
    }

    [TestMethod]
    [DataRow(1f, 0f, false)]
    [DataRow(1 / 255f, 0f, false)]
    [DataRow(1 / 255f, 0f, true)]
    [DataRow(1 / 127.5f, 127.5f, false)]
    public void Read_PixelsScaledInAUsualWay_AreExact(float scale, float offset, bool interleaved)
    {
        // Not in-memory bitmaps: ExtractPixels disposes the last one it sees, so those can be read only once.
        IDataView bitmaps = Files(Enumerable.Range(0, 3).Select(seed => Pictures.Png(6, 5, seed)));
        IDataView data = _ml.Transforms.ResizeImages("Image", 6, 5)
            .Append(
                _ml.Transforms.ExtractPixels("Image", "Image", interleavePixelColors: interleaved, offsetImage: offset, scaleImage: scale))
            .Fit(bitmaps).Transform(bitmaps);

        ReadImages read = Read(data);
        using ImageSet images = read.Images;

        Assert.AreEqual(interleaved, read.Column.Interleaved);
        for (int i = 0; i < 3; i++)
            CollectionAssert.AreEqual(Pictures.Rgb(6, 5, i), images.Pixels(i).ToArray());
        float[] raw = data.GetColumn<float[]>("Image").First();
        Assert.AreEqual(raw[0], read.Scale.ToRaw(images.Pixels(0)[0]), 1e-5f);
    }

    [TestMethod]
    public void Read_PixelsOfAnyRange_AreWithinHalfAStep()
    {
        Random random = new(3);
        float[][] values =
            [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 12).Select(_ => random.NextSingle() * 7 - 2).ToArray())];
        IDataView data = WithKeys(_ml.Data.LoadFromEnumerable(values.Select(each => new FloatRow { Image = each }).ToArray()));

        ReadImages read = Read(data, _options with { Width = 2, Height = 2 });
        using ImageSet images = read.Images;

        Assert.AreEqual(7 / 255f, read.Scale.Scale, 1e-3f);
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j < 12; j++)
                Assert.AreEqual(values[i][j], read.Scale.ToRaw(images.Pixels(i)[j % 4 * 3 + j / 4]), read.Scale.Scale * 0.51f);
        }

        using ImageSet again = ImageSetReader.ReadLike(data, _options, read).Images;
        CollectionAssert.AreEqual(images.Pixels(7).ToArray(), again.Pixels(7).ToArray());
    }

    [TestMethod]
    public void Read_PixelsNotFinite_NamesRow()
    {
        IDataView data = WithKeys(_ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 4).Select(i => new FloatRow { Image = [.. Enumerable.Repeat(i == 2 ? float.NaN : 0.5f, 12)] }).ToArray()));

        Assert.AreEqual(
            "Row 2 (the first is 0): A pixel is NaN.",
            Assert.ThrowsExactly<InvalidDataException>(() => Read(data, _options with { Width = 2, Height = 2 })).Message);
    }

    [TestMethod]
    public void Read_OverMemoryLimit_GivesTheSame()
    {
        IDataView data = Encoded(Enumerable.Range(0, 300).Select(seed => Pictures.Png(6, 5, seed)));

        using ImageSet images = Read(data, _options with { MemoryLimit = 1000 }).Images;

        Assert.IsGreaterThan(200, images.CountOnDisk);
        for (int i = 0; i < 300; i++)
            CollectionAssert.AreEqual(Pictures.Rgb(6, 5, i), images.Pixels(i).ToArray());
    }

    [TestMethod]
    public void ReadLike_OtherSizes_AreBroughtToTheShape()
    {
        ReadImages read = Read(Encoded([Pictures.Png(6, 5), Pictures.Png(6, 5), Pictures.Png(6, 5)]));
        using ImageSet images = read.Images;

        using ImageSet validation =
            ImageSetReader.ReadLike(Encoded([Pictures.Png(9, 9), Pictures.Png(6, 5), Pictures.Png(6, 5)]), _options, read).Images;

        Assert.AreEqual(images.Shape, validation.Shape);
        CollectionAssert.AreEqual(images.Pixels(1).ToArray(), validation.Pixels(1).ToArray());
    }

    [TestMethod]
    public void ReadLike_OtherColumnOrClasses_SaysSo()
    {
        ReadImages read = Read(Encoded([Pictures.Png(6, 5), Pictures.Png(6, 5), Pictures.Png(6, 5)]));
        using ImageSet images = read.Images;

        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => ImageSetReader.ReadLike(Encoded([Pictures.Png(6, 5)]), _options, read)).Message,
            "has 1 classes in the validation set and 3 in the training set");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(
                () => ImageSetReader.ReadLike(Bitmaps(1, MLPixelFormat.Rgba32), _options, read)).Message,
            "holds images as Bitmap 6x5x3, that of the training set as Encoded");
    }

    private static ReadImages Read(IDataView data, ImageReadOptions? options = null)
    {
        ReadImages read = ImageSetReader.Read(data, options ?? _options);
        if (read.Bad.Count > 0)
            read.Images.Dispose();
        return read.Bad.Count == 0 ? read : throw new InvalidDataException(read.Bad.Lines[0], read.Bad.First);
    }

    private static void AssertEqualsScoring(IDataView data, ImageSet images, ImageFit fit)
    {
        IDataView scored = StockResizing.Create(_ml.Transforms, "sized", "Image", images.Shape, fit)
            .Append(_ml.Transforms.ExtractPixels("pixels", "sized")).Fit(data).Transform(data);
        int row = 0;
        foreach (float[] planar in scored.GetColumn<float[]>("pixels"))
        {
            int plane = planar.Length / 3;
            byte[] stored = images.Pixels(row++).ToArray();
            for (int i = 0; i < planar.Length; i++)
                Assert.AreEqual(planar[i], stored[i % plane * 3 + i / plane]);
        }

        Assert.AreEqual(images.Count, row);
    }

    private static IDataView Encoded(IEnumerable<byte[]> pictures) => WithKeys(Rows(pictures));

    private static IDataView Rows(IEnumerable<byte[]> pictures) => _ml.Data.LoadFromEnumerable(
        pictures.Select((bytes, i) =>
            new Row { Image = bytes, Number = i, Label = ((string[])["a", "b", "c"])[i % 3], Path = $"pictures/{i}.png" })
            .ToArray());

    private static IDataView Bitmaps(int count, MLPixelFormat format) => WithKeys(_ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, count).Select(seed => new BitmapRow { Image = Bitmap(6, 5, seed, format) }).ToArray()));

    // Through LoadImages, whose column has no known size.
    private IDataView Files(IEnumerable<byte[]> pictures)
    {
        Row[] rows = [.. pictures.Select((bytes, i) => new Row { Image = bytes, Label = "a", Path = $"{i}.png" })];
        foreach (Row row in rows)
            File.WriteAllBytes(Path.Combine(_folder, row.Path), row.Image);
        IDataView data = WithKeys(_ml.Data.LoadFromEnumerable(rows));
        return _ml.Transforms.LoadImages("Image", _folder, "Path").Fit(data).Transform(data);
    }

    private static byte[] Transparent(int width, int height, int seed)
    {
        byte[] rgb = Pictures.Rgb(width, height, seed);
        byte[] rgba =
            [.. Enumerable.Range(0, width * height).SelectMany(i => (byte[])[rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2], (byte)(i * 7)])];
        return Pictures.EncodeRgba(rgba, width, height, SkiaSharp.SKEncodedImageFormat.Png);
    }

    private static IDataView WithKeys(IDataView data) => _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);

    private static IDataView Keys(params string[] values) =>
        _ml.Data.LoadFromEnumerable(values.Select(value => new Key { Label = value }).ToArray());

    private static MLImage Bitmap(int width, int height, int seed, MLPixelFormat format)
    {
        byte[] rgb = Pictures.Rgb(width, height, seed);
        byte[] four = new byte[width * height * 4];
        int red = format == MLPixelFormat.Rgba32 ? 0 : 2;
        for (int i = 0; i < width * height; i++)
            (four[4 * i + red], four[4 * i + 1], four[4 * i + 2 - red], four[4 * i + 3]) =
                (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2], 255);
        return MLImage.CreateFromPixels(width, height, format, four);
    }

    private sealed class Row
    {
        public byte[] Image { get; set; } = [];

        public string Label { get; set; } = "";

        public string Path { get; set; } = "";

        public float Number { get; set; }
    }

    private sealed class FloatRow
    {
        [VectorType(12)]
        public float[] Image { get; set; } = [];

        public string Label { get; set; } = "a";
    }

    private sealed class BitmapRow
    {
        [ImageType(5, 6)]
        public MLImage? Image { get; set; }

        public string Label { get; set; } = "a";
    }

    private sealed class Key
    {
        public string Label { get; set; } = "";
    }
}
