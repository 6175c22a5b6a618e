using AfdMlNet.Distillation;
using AfdMlNet.ImageNet;
using Microsoft.ML;

namespace AfdMlNet.Tests.ImageNet;

[TestClass]
public sealed class TrainingRecipeTests
{
    [TestMethod]
    public void For_EncodedPhotographs_IsByTheirNumberAndSide()
    {
        IDataView data = new MLContext().Data.LoadFromEnumerable(DrawnImages.Encoded(perClass: 60, side: 140));

        TrainingRecipe recipe = TrainingRecipe.For(data, "Features");

        Assert.AreEqual(new TrainingRecipe(180, 140), recipe);
        AdversarialDistillationTrainer.Options options = recipe.ToOptions();
        Assert.AreEqual(DistillationMethod.Independent, options.Method);
        Assert.AreEqual("imagenet-resnet18-s3", options.Students.Single().Name);
        Assert.AreEqual((128, 128), (options.ImageHeight, options.ImageWidth));
        Assert.AreEqual((16, 10, 0.0), (options.BatchSize, options.Epochs, options.ValidationFraction));
    }

    [TestMethod]
    public void For_SmallPictures_LeavesTheDefaults()
    {
        IDataView data = new MLContext().Data.LoadFromEnumerable(DrawnImages.Encoded(perClass: 2, side: 32));

        AdversarialDistillationTrainer.Options options = TrainingRecipe.For(data, "Features").ToOptions();

        Assert.AreEqual(new AdversarialDistillationTrainer.Options().Epochs, options.Epochs);
        Assert.IsNull(options.ImageHeight);
    }

    [TestMethod]
    public void For_NoImageCanBeRead_NamesTheColumn()
    {
        IDataView data = new MLContext().Data.LoadFromEnumerable([new EncodedRow { Label = "a", Features = [1, 2, 3] }]);

        Assert.Contains("'Features'", Assert.ThrowsExactly<ArgumentException>(() => TrainingRecipe.For(data, "Features")).Message);
        Assert.Contains("'Other'", Assert.ThrowsExactly<ArgumentException>(() => TrainingRecipe.For(data, "Other")).Message);
    }

    [TestMethod]
    [DataRow(999, 60, 112)]
    [DataRow(999, 140, 128)]
    [DataRow(999, 500, 160)]
    [DataRow(1000, 500, 112)]
    public void Size_ByNumberAndSide(int images, int side, int expected) =>
        Assert.AreEqual(expected, new TrainingRecipe(images, side).Size);

    [TestMethod]
    public void HoldsBackImages_ByATenthOfThem() =>
        Assert.AreEqual((false, true), (new TrainingRecipe(999, 160).HoldsBackImages, new TrainingRecipe(1000, 160).HoldsBackImages));
}
