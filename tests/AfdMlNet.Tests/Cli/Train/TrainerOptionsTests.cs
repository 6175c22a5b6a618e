using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Train;
using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public class TrainerOptionsTests
{
    [TestMethod]
    public void Weights_OfANameAndOfAPlace_GoToThoseStudents()
    {
        using ScratchFolder folder = new ScratchFolder().With("a.pth", "b.pth");
        TrainSettings settings = new TrainSettings("images", [])
            .With(TrainOptions.Students, "resnet8,resnet14,resnet14")
            .With(TrainOptions.Weights, $"ResNet14={folder["a.pth"]}", $"2={folder["b.pth"]}");
        IStudentNetwork[] ring = [.. TrainerOptions.Of(settings).Students];
        Assert.AreEqual("resnet8", ring[0].ToString());
        Assert.AreEqual($"resnet14 from {folder["a.pth"]}", ring[1].ToString());
        Assert.AreEqual($"resnet14 from {folder["b.pth"]}", ring[2].ToString());
        Assert.AreEqual("resnet14", ring[2].Name);
    }

    [TestMethod]
    public void Weights_OfAMissingFile_IsBadInput() =>
        CommandLine.Run("train", "folder", "--weights", "0=nowhere.pth").AssertFails(1, "nowhere.pth");
}
