using AfdMlNet.Examples;
using SkiaSharp;

namespace AfdMlNet.Tests.Examples;

[TestClass]
public class ShapePicturesTests
{
    [TestMethod]
    public void Draw_SameSeed_GivesTheSamePictures()
    {
        List<Picture> first = ShapePictures.Draw(2, 24, seed: 5);
        List<Picture> second = ShapePictures.Draw(2, 24, seed: 5);
        for (int index = 0; index < first.Count; index++)
            CollectionAssert.AreEqual(first[index].ImageSource, second[index].ImageSource);
    }

    [TestMethod]
    public void Draw_OtherSeed_GivesOtherPictures() =>
        CollectionAssert.AreNotEqual(ShapePictures.Draw(1, 24, seed: 5)[0].ImageSource, ShapePictures.Draw(1, 24, seed: 6)[0].ImageSource);

    [TestMethod]
    public void Draw_TwoOfEach_HasTheSizeAndTheClasses()
    {
        List<Picture> pictures = ShapePictures.Draw(2, 20, seed: 1);
        CollectionAssert.AreEqual(ShapePictures.Classes.Concat(ShapePictures.Classes).ToArray(),
            pictures.Select(picture => picture.Label).ToArray());
        CollectionAssert.AreEqual(ShapePictures.Classes.Order(StringComparer.Ordinal).ToArray(), ShapePictures.Classes.ToArray());
        foreach (Picture picture in pictures)
        {
            using SKBitmap bitmap = SKBitmap.Decode(picture.ImageSource);
            Assert.AreEqual((20, 20), (bitmap.Width, bitmap.Height));
            Assert.IsGreaterThan(50, bitmap.Pixels.Distinct().Count());
        }
    }
}
