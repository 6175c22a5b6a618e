using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Tests.Cli;
using AfdMlNet.Tests.Networks;
using AfdMlNet.Tests.Networks.Pretrained;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>Networks whose weights are of other classes.</summary>
[TestClass]
public sealed class HeadFitTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly List<TrainingEvent> _events = [];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Fit_WeightsOfOtherClasses_StartsWithAFittedClassifier()
    {
        AdversarialDistillationTrainer.Options options = Options(Started());
        options.LogitOptimizer.LearningRate = 0;

        double fitted = TrainingAccuracy(options);

        Assert.IsGreaterThan(0.7, fitted, "Nothing else has learned; chance is 1/3.");
        Assert.AreEqual(fitted, TrainingAccuracy(options), "by the seed alone");
    }

    [TestMethod]
    public void Fit_TeacherOfOtherClasses_IsTrainedBeforeItTeaches()
    {
        AdversarialDistillationTrainer.Options options = Options(StudentNetworks.CifarResNet(8), Started());
        options.Method = DistillationMethod.Kd;

        using AdversarialDistillationTransformer model = Fit(options);

        Assert.IsNotEmpty(_events.OfType<StageProgressed>()
            .Where(stage => stage.Stage.StartsWith("Training the teacher", StringComparison.Ordinal)));
        Assert.IsGreaterThan(0.5, model.History.Epochs[^1].Students[1].TrainingAccuracy);
    }

    [TestMethod]
    public void Fit_TeacherNearChance_IsAFinding()
    {
        AdversarialDistillationTrainer.Options options = Options(StudentNetworks.CifarResNet(8), Started(classes: 3));
        options.Method = DistillationMethod.Kd;

        using AdversarialDistillationTransformer model = Fit(options);

        Assert.Contains("near chance",
            _events.OfType<RunFinding>().Single(finding => finding.Message.Contains("teacher", StringComparison.Ordinal)).Message);
        Assert.IsNotEmpty(model.History.Findings.Where(finding => finding.Contains("near chance", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_CancelledWhileAClassifierIsFitted_EndsAtTheNextBatch()
    {
        using var source = new CancellationTokenSource();
        AdversarialDistillationTrainer.Options options = Options(Started());
        options.CancellationToken = source.Token;
        options.Progress = new Listener(trainingEvent =>
        {
            if (trainingEvent is StageProgressed stage && stage.Stage.StartsWith("Fitting", StringComparison.Ordinal))
                source.Cancel();
            _events.Add(trainingEvent);
        });

        Assert.Throws<OperationCanceledException>(() => Fit(options, perClass: 50));

        Assert.HasCount(1, _events.OfType<StageProgressed>().Where(stage => stage.Stage.StartsWith("Fitting", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void LearningRateFactor_WithWeights_IsATenth()
    {
        Assert.AreEqual(0.1, Started().LearningRateFactor);
        Assert.AreEqual(1, StudentNetworks.CifarResNet(8).LearningRateFactor);
    }

    private IStudentNetwork Started(int classes = 10)
    {
        using StudentModule network = Students.Create("resnet8", classes: classes);
        return StudentNetworks.CifarResNet(8).WithWeights(StateFiles.Write(network, _folder[$"{classes}.safetensors"]));
    }

    private AdversarialDistillationTrainer.Options Options(params IStudentNetwork[] ring) => new()
    {
        Students = ring,
        Method = DistillationMethod.Independent,
        Epochs = 2,
        BatchSize = 30,
        ValidationFraction = 0,
        Seed = 1,
        Augmentation = AugmentationOptions.None(),
        Progress = new Listener(_events.Add),
    };

    private static double TrainingAccuracy(AdversarialDistillationTrainer.Options options)
    {
        using AdversarialDistillationTransformer model = Fit(options);
        return model.History.Epochs[0].Students[0].TrainingAccuracy;
    }

    private static AdversarialDistillationTransformer Fit(
        AdversarialDistillationTrainer.Options options, int perClass = 20)
    {
        var ml = new MLContext(1);
        return ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(perClass)));
    }
}
