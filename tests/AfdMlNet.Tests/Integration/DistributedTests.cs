using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Networks;
using AfdMlNet.Tests.Distributed;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>Fit with several processes, which are threads here.</summary>
[TestClass]
public sealed class DistributedTests
{
    private const int Epochs = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("afd-distributed").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(2, 0)]
    [DataRow(3, 0)]
    [DataRow(3, 60)]
    public void Fit_WithoutBatchNorm_IsTheRunOfOneProcess(int processes, int unlabelled)
    {
        AdversarialDistillationTrainer.Options Plain() => new()
        {
            Students = [new PlainNetwork("a"), new PlainNetwork("b")],
            // Its discriminator has no batch norm either.
            Adversarial = new() { SpectralNorm = true },
            LogitOptimizer = new() { LearningRate = 0.02 },
            Epochs = Epochs,
            BatchSize = 27,
            Seed = 3,
        };

        TrainingHistory alone = Fit(Plain(), unlabelled).History;
        TrainingHistory shared = Together(processes, Plain, unlabelled: unlabelled)[0].History;

        foreach ((StudentEpoch one, StudentEpoch several) in alone.Epochs.SelectMany(epoch => epoch.Students)
            .Zip(shared.Epochs.SelectMany(epoch => epoch.Students)))
        {
            Assert.AreEqual(one.CrossEntropy, several.CrossEntropy, 1e-4);
            Assert.AreEqual(one.KullbackLeibler, several.KullbackLeibler, 1e-4);
            Assert.AreEqual(one.DiscriminatorLoss, several.DiscriminatorLoss, 1e-4);
            Assert.AreEqual(one.GeneratorLoss, several.GeneratorLoss, 1e-4);
            Assert.AreEqual(one.FeatureGradientNorm, several.FeatureGradientNorm, 1e-4);
            Assert.AreEqual(one.TrainingAccuracy, several.TrainingAccuracy, 1e-6);
            Assert.AreEqual(one.ValidationAccuracy!.Value, several.ValidationAccuracy!.Value, 1e-6);
            Assert.AreEqual(one.CalibrationError!.Value, several.CalibrationError!.Value, 1e-3);
            Assert.AreEqual(one.Agreement!.Value, several.Agreement!.Value, 1e-6);
            Assert.AreEqual(one.FeatureL1!.Value, several.FeatureL1!.Value, 1e-4);
        }
    }

    [TestMethod]
    public void Fit_GroupOfOne_IsTheRunWithoutAGroup()
    {
        byte[] without = Fit(Options("plain")).Student;

        CollectionAssert.AreEqual(without, Together(1, () => Options("plain"))[0].Student);
    }

    [TestMethod]
    [DataRow("plain")]
    [DataRow("first process")]
    [DataRow("average")]
    [DataRow("two forwards")]
    [DataRow("offline")]
    [DataRow("residual networks")]
    public void Fit_ThreeProcesses_AllHaveTheSameStudentAndTheSameAgain(string kind)
    {
        Outcome[] first = Together(3, () => Options(kind));
        Outcome[] second = Together(3, () => Options(kind));

        foreach (Outcome outcome in first.Concat(second))
            CollectionAssert.AreEqual(first[0].Student, outcome.Student);
    }

    [TestMethod]
    [DataRow("plain", 2)]
    [DataRow("average", 2)]
    [DataRow("two forwards", 2)]
    [DataRow("offline", 2)]
    [DataRow("plain", 1)]
    [DataRow("plain", 3)]
    public void Fit_StoppedAndGoneOnWith_EndsAsThatManyDo(string kind, int goneOnWith)
    {
        byte[] whole = Together(2, () => Options(kind))[0].Student;

        // Only one of them is asked to stop; all do, after the same batch.
        Outcome[] stopped = Together(2, () => Options(kind, checkpoints: true), stopAfter: 5);
        Assert.IsTrue(stopped.All(outcome => outcome.History is null || outcome.History.StopReason == StopReason.Cancelled));
        var heard = new List<TrainingEvent>();
        Outcome[] resumed = Together(goneOnWith, () => Options(kind, checkpoints: true), hear: heard);

        Assert.AreEqual(goneOnWith, heard.OfType<RunResumed>().Count());
        Assert.IsTrue(resumed.All(outcome => outcome.History!.Epochs.Count == Epochs));
        if (goneOnWith == 2)
            CollectionAssert.AreEqual(whole, resumed[1].Student);
    }

    [TestMethod]
    public void Fit_OtherOptionsInOneProcess_IsRefused()
    {
        string message = Assert.ThrowsExactly<ArgumentException>(() => ThreadGroup.Run(2, group =>
        {
            AdversarialDistillationTrainer.Options options = Options("plain");
            options.Temperature = group.Rank + 1;
            options.Distributed = group;
            return Fit(options);
        })).Message;

        StringAssert.Contains(message, "another run");
    }

    [TestMethod]
    public void Fit_MoreProcessesThanABatchHasPairs_IsRefused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => Together(14, () => Options("plain"))).Message,
        "leave 14 processes less than 2 images each of a batch");

    private AdversarialDistillationTrainer.Options Options(string kind, bool checkpoints = false)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
            Epochs = Epochs,
            BatchSize = 27,
            Seed = 3,
            Checkpoint = checkpoints ? new() { Folder = _folder } : null,
        };
        switch (kind)
        {
            case "first process":
                options.SharedStatistics = SharedStatistics.FirstProcess;
                break;
            case "average":
                options.WeightAverage = new() { Decay = 0.8 };
                break;
            case "two forwards":
                options.TwoForwards = true;
                options.Adversarial.Every = 2;
                break;
            case "offline":
                options.Method = DistillationMethod.Parse("afd-offline");
                break;
            case "residual networks":
                options.Students = [StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(14)];
                break;
        }

        return options;
    }

    private static Outcome[] Together(
        int processes, Func<AdversarialDistillationTrainer.Options> make, int stopAfter = int.MaxValue, List<TrainingEvent>? hear = null,
        int unlabelled = 0) =>
            ThreadGroup.Run(processes, group =>
    {
        AdversarialDistillationTrainer.Options options = make();
        options.Distributed = group;
        using var stop = new CancellationTokenSource();
        int done = 0;
        options.CancellationToken = stop.Token;
        options.Progress = new Listener(trainingEvent =>
        {
            if (hear is not null)
            {
                lock (hear)
                    hear.Add(trainingEvent);
            }

            if (trainingEvent is BatchEnded or StageProgressed { Stage: ['T', 'r', 'a', 'i', 'n', 'i', 'n', 'g', ..] }
                && group.Rank == processes - 1
                && ++done == stopAfter)
                stop.Cancel();
        });
        try
        {
            return Fit(options, unlabelled);
        }
        catch (OperationCanceledException)
        {
            return new Outcome([], null!);
        }
    });

    private static Outcome Fit(AdversarialDistillationTrainer.Options options, int unlabelled = 0)
    {
        var ml = new MLContext(1);
        using AdversarialDistillationTransformer model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(UnlabelledTests.Keyed(ml, DrawnImages.Encoded(30), unlabelled));
        return new Outcome(model.OnnxBytes(), model.History);
    }

    private sealed record Outcome(byte[] Student, TrainingHistory History);
}
