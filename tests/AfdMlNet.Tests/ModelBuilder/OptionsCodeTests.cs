using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.ModelBuilder;
using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet.Tests.ModelBuilder;

[TestClass]
public sealed class OptionsCodeTests
{
    [TestMethod]
    public void Lines_Defaults_AreNone() => Assert.IsEmpty(OptionsCode.Lines(new()));

    [TestMethod]
    public void Lines_AllChanged_SayEach()
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [StudentNetworks.CifarResNet(8), new TinyNetwork()],
            DeployedStudent = 1,
            Method = DistillationMethod.Dml,
            Temperature = 2.5,
            Epochs = 3,
            KeepBest = false,
            Seed = 7,
            GpuDeviceIds = [0, 1],
            EarlyStopping = new() { Patience = 4 },
            LogitOptimizer = new() { LearningRate = 0.05, Schedule = LearningRateSchedule.Cosine() },
            FeatureOptimizer = new() { CoupledDecay = false },
            DiscriminatorOptimizer = new() { Schedule = LearningRateSchedule.Step(0.5, 0.25) },
            Augmentation = AugmentationOptions.None(),
            ImageWidth = 24,
            ImageHeight = 16,
            ImageFit = ImageFit.Stretch,
        };

        Assert.AreEqual(
            """
            // Of your own, to be put in by hand: "tiny".
            Students = new[] { StudentNetworks.Parse("resnet8"), StudentNetworks.Parse("tiny") },
            DeployedStudent = 1,
            Method = DistillationMethod.Parse("dml"),
            Temperature = 2.5,
            Epochs = 3,
            LogitOptimizer = new SgdOptions { LearningRate = 0.05, Schedule = LearningRateSchedule.Cosine(0.001) },
            FeatureOptimizer = new AdamOptions { CoupledDecay = false },
            DiscriminatorOptimizer = new AdamOptions { Schedule = LearningRateSchedule.Step(0.5, 0.25) },
            Augmentation = new AugmentationOptions { CropPadding = 0, HorizontalFlip = false },
            KeepBest = false,
            EarlyStopping = new EarlyStoppingOptions { Patience = 4 },
            ImageWidth = 24,
            ImageHeight = 16,
            ImageFit = ImageFit.Stretch,
            Seed = 7,
            GpuDeviceIds = new[] { 0, 1 },
            """,
            string.Join('\n', OptionsCode.Lines(options)));
    }
}
