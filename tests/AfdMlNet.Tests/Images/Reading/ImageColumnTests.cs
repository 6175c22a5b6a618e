using AfdMlNet.Images;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class ImageColumnTests
{
    private static readonly DataViewType _single = NumberDataViewType.Single;

    [TestMethod]
    public void Of_BytesAndBitmaps_AreRecognised()
    {
        Assert.AreEqual(new ImageColumn("x", ImageColumnKind.Encoded, null), Of(new VectorDataViewType(NumberDataViewType.Byte)));
        Assert.AreEqual(new ImageColumn("x", ImageColumnKind.Bitmap, null), Of(new ImageDataViewType()));
        Assert.AreEqual(new ImageColumn("x", ImageColumnKind.Bitmap, new ImageShape(7, 5)), Of(new ImageDataViewType(5, 7)));
    }

    [TestMethod]
    [DataRow(new[] { 3, 5, 7 }, 7, 5, 3, false)]
    [DataRow(new[] { 1, 5, 7 }, 7, 5, 1, false)]
    [DataRow(new[] { 5, 7, 3 }, 7, 5, 3, true)]
    [DataRow(new[] { 5, 7, 1 }, 7, 5, 1, true)]
    [DataRow(new[] { 5, 7 }, 7, 5, 1, false)]
    public void Of_VectorWithDimensions_GivesShape(int[] dimensions, int width, int height, int channels, bool interleaved) =>
        Assert.AreEqual(
            new ImageColumn("x", ImageColumnKind.Pixels, new ImageShape(width, height, channels), interleaved),
            Of(new VectorDataViewType(NumberDataViewType.Single, dimensions)));

    [TestMethod]
    public void Of_FlatVector_NeedsWidthAndHeight()
    {
        VectorDataViewType flat = new(NumberDataViewType.Single, 48);

        Assert.AreEqual(new ImageShape(4, 4), Of(flat, 4, 4).Shape);
        Assert.AreEqual(new ImageShape(8, 6, 1), Of(flat, 8, 6).Shape);
        StringAssert.Contains(Error(flat).Message, "width, height and channels are not clear");
        StringAssert.Contains(Error(flat, 5, 5).Message, "width, height and channels are not clear");
    }

    [TestMethod]
    public void Of_PixelsOfAnotherSize_SaysThatPixelsAreNotResized() => Assert.AreEqual(
        "Column 'x' holds pixels of 7x5x3, but 9x5 is asked for. Pixels are not resized: resize the images before ExtractPixels, or leave "
        + "ImageWidth and ImageHeight out.",
        Error(new VectorDataViewType(NumberDataViewType.Single, 3, 5, 7), 9, 5).Message);

    [TestMethod]
    public void Of_AnythingElse_SaysWhatItIsAndWhatIsAllowed()
    {
        foreach (DataViewType type in (DataViewType[])[
            TextDataViewType.Instance, _single, new VectorDataViewType(NumberDataViewType.Single),
            new VectorDataViewType(NumberDataViewType.Double, 3, 4, 4), new VectorDataViewType(new KeyDataViewType(typeof(byte), 5), 3)])
        {
            ArgumentException error = Error(type);
            StringAssert.Contains(error.Message, $"Column 'x' is {type}");
            StringAssert.Contains(error.Message, "Allowed are the bytes of an image file");
        }

        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => ImageColumn.Of(Schema(_single), "y")).Message,
            "There is no column 'y' for the images. The columns are: x.");
    }

    private static ImageColumn Of(DataViewType type, int? width = null, int? height = null) =>
        ImageColumn.Of(Schema(type), "x", width, height);

    private static ArgumentException Error(DataViewType type, int? width = null, int? height = null) =>
        Assert.ThrowsExactly<ArgumentException>(() => Of(type, width, height));

    private static DataViewSchema Schema(DataViewType type)
    {
        DataViewSchema.Builder builder = new();
        builder.AddColumn("x", type);
        return builder.ToSchema();
    }
}
