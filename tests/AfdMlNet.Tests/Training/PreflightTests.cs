using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class PreflightTests
{
    private static readonly string[] _twoClasses = ["cat", "dog"];
    private static readonly int[] _fourLabels = [0, 1, 0, 1];

    [TestMethod]
    public void Errors_SoundRun_IsEmpty() => Assert.IsEmpty(Errors());

    [TestMethod]
    public void Errors_OneClass_NamesIt() => StringAssert.Contains(
        Errors(classNames: ["cat"], labels: [0, 0]).Single(), "There is only one class ('cat'): give images of at least two.");

    [TestMethod]
    public void AbsentClasses_ClassWithoutImages_IsAWarningThatNamesIt()
    {
        Assert.IsEmpty(Errors(classNames: ["cat", "dog", "owl"]));
        StringAssert.Contains(Preflight.AbsentClasses(["cat", "dog", "owl"], _fourLabels), "No training image has the class 'owl'");
        Assert.IsNull(Preflight.AbsentClasses(_twoClasses, _fourLabels));
    }

    [TestMethod]
    public void Errors_ImagesOfOneOfTwoClasses_NamesIt() => StringAssert.Contains(
        Errors(labels: [1, 1, 1, 1]).Single(), "All training images are of one class ('dog')");

    [TestMethod]
    public void Errors_ImageSmallerThanTheStride_NamesTheNetwork() => StringAssert.Contains(
        Errors(input: new ImageShape(1, 1)).Single(), "tiny needs images of at least 2x2 pixels, and the input is 1x1x3");

    [TestMethod]
    public void Errors_MapTooSmallForTheDiscriminator_SaysSoOnlyWhereOneIsUsed()
    {
        StringAssert.Contains(Errors(input: new ImageShape(2, 2)).Single(), "too small for the discriminator");
        Assert.IsEmpty(Errors(input: new ImageShape(2, 2), method: DistillationMethod.Dml));
    }

    [TestMethod]
    public void Errors_BatchOfOne_SaysSo() => StringAssert.Contains(
        Errors(labels: [0, 1, 0], batchSize: 2).Single(), "leave a batch of one image");

    [TestMethod]
    public void Errors_PartOfABatchOfOne_SaysSo()
    {
        Assert.IsEmpty(Errors(processes: 2));
        StringAssert.Contains(Errors(processes: 3).Single(), "leave 3 processes less than 2 images each");
    }

    [TestMethod]
    public void Errors_SeveralThings_NamesAll() => Assert.HasCount(2, Errors(input: new ImageShape(1, 1), labels: [0, 0, 0, 0]));

    [TestMethod]
    public void Errors_NoLabel_SaysSo() => StringAssert.Contains(Errors(labels: [], images: 4).Single(), "No training image has a label");

    [TestMethod]
    public void Errors_LastBatch_IsOfAllImagesWhetherTheyHaveALabelOrNot()
    {
        Assert.IsEmpty(Errors(labels: [0, 1], images: 4, batchSize: 2));
        Assert.HasCount(1, Errors(labels: [0, 1], images: 3, batchSize: 2));
    }

    private static IReadOnlyList<string> Errors(
        ImageShape? input = null, DistillationMethod? method = null, string[]? classNames = null, int[]? labels = null, int? images = null,
        int batchSize = 128, int processes = 1)
    {
        IStudentNetwork[] students = [new TinyNetwork(), new TinyNetwork()];
        return Preflight.Errors(
            students, 0, input ?? new ImageShape(8, 8), (method ?? DistillationMethod.Afd).IsAdversarial, classNames ?? _twoClasses,
            labels ?? _fourLabels, images ?? (labels ?? _fourLabels).Length, batchSize, processes);
    }
}
