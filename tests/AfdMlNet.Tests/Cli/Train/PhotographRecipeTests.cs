using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class PhotographRecipeTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(32, "")]
    [DataRow(48, "")]
    [DataRow(64, "--students imagenet-resnet18-s3 --method independent --size 112 --crop-area 0.35 --batch-size 8 --epochs 10 --schedule "
        + "cosine --half-weights --validation 0")]
    [DataRow(170, "--students imagenet-resnet18-s3 --method independent --size 160 --crop-area 0.35 --batch-size 8 --epochs 10 --schedule "
        + "cosine --half-weights --validation 0")]
    public void Chosen_BySideOfTheImages_IsForPhotographsAlone(int side, string expected) =>
        Assert.AreEqual(expected, Chosen(side, perClass: 10));

    [TestMethod]
    [DataRow("--size 96", "--size")]
    [DataRow("--epochs 3 --validation 0.2", "--epochs")]
    [DataRow("--epochs 3 --validation 0.2", "--validation")]
    [DataRow("--patience 3", "--validation")]
    public void Chosen_OptionsGiven_Win(string given, string name) => Assert.DoesNotContain(name, Chosen(64, 10, given));

    [TestMethod]
    [DataRow("--students resnet8,resnet8")]
    [DataRow("--method dml")]
    [DataRow("--weights resnet20=w.pth")]
    [DataRow("--deploy 1")]
    [DataRow("--game hinge")]
    public void Chosen_RingOrTeachingGiven_IsNothing(string given) => Assert.AreEqual("", Chosen(64, 4, given));

    [TestMethod]
    public void Chosen_AgainWithWhatWasChosen_IsNothing() => Assert.AreEqual("", Chosen(64, 4, Chosen(64, 4)));

    [TestMethod]
    [DataRow(70, "--batch-size 16")]
    [DataRow(400, "--batch-size 32")]
    public void Chosen_Batch_LeavesTenStepsAnEpoch(int perClass, string batch) => Assert.Contains(batch, Chosen(64, perClass));

    [TestMethod]
    public void Chosen_EnoughImagesToValidate_RanksEpochs() => Assert.DoesNotContain("--validation", Chosen(64, 400));

    private string Chosen(int side, int perClass, string given = "")
    {
        DrawnImages.Write(_folder["data"], DrawnImages.Encoded(1, side));
        ImageSet few = ImageSet.Read(_folder["data"], "data", new PassedOver());
        var data =
            new TrainingData(few with { Images = [.. Enumerable.Repeat(few.Images, perClass).SelectMany(images => images)] }, null, null);
        TrainSettings settings =
            TrainCommand.Read(TrainCommand.Create().Parse([_folder["data"], .. given.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        return string.Join(' ', PhotographRecipe.Chosen(data, settings).SelectMany(option => option.Arguments));
    }
}
