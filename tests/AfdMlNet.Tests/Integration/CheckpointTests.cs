using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Networks;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>A run that was stopped goes on where it was.</summary>
[TestClass]
public sealed class CheckpointTests
{
    private const int Batches = 3;
    private const int Epochs = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("afd-checkpoints").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("plain")]
    [DataRow("average and early stopping")]
    [DataRow("two forwards, every second step")]
    [DataRow("spectral norm")]
    [DataRow("two depths, ramp-up")]
    [DataRow("residual networks")]
    [DataRow("direct alignment")]
    [DataRow("offline")]
    public void Fit_StoppedAgainAndAgain_GivesTheBytesOfARunThatWasNot(string kind)
    {
        byte[] whole = Train(Options(kind));

        byte[]? resumed = null;
        int starts = 0;
        // A different number of steps each time, so that it stops within epochs, between them, and in the teacher's part.
        for (; resumed is null; starts++)
            resumed = TrainSteps(Checkpointed(kind), steps: 1 + starts % 4);

        Assert.IsGreaterThan(3, starts);
        CollectionAssert.AreEqual(whole, resumed);
    }

    [TestMethod]
    public void Fit_AfterTheRunHasEnded_GivesItsStudentsAndHistoryWithoutTraining()
    {
        byte[] first = Train(Checkpointed("plain"));
        var heard = new List<TrainingEvent>();
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.Progress = new Listener(heard.Add);

        byte[] again = Train(options);

        CollectionAssert.AreEqual(first, again);
        Assert.IsEmpty(heard.OfType<BatchEnded>());
        Assert.AreEqual(Epochs + 1, heard.OfType<RunResumed>().Single().Epoch);
        TrainingHistory history = heard.OfType<RunEnded>().Single().History;
        Assert.HasCount(Epochs, history.Epochs);
        Assert.AreEqual(StopReason.Completed, history.StopReason);
    }

    [TestMethod]
    [DataRow("cut off")]
    [DataRow("flipped")]
    [DataRow("empty")]
    public void Fit_NewestCheckpointDamaged_GoesOnFromTheOneBeforeAndSaysSo(string damage)
    {
        byte[] whole = Train(Options("plain"));
        Assert.IsNull(TrainSteps(Checkpointed("plain"), 5));
        Assert.IsNull(TrainSteps(Checkpointed("plain"), 2));
        string newest = Checkpoints()[^1];
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(newest, damage switch { "cut off" => bytes[..(bytes.Length / 2)], "empty" => [], _ => bytes });
        var heard = new List<TrainingEvent>();
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.Progress = new Listener(heard.Add);

        CollectionAssert.AreEqual(whole, Train(options));

        StringAssert.Contains(heard.OfType<RunFinding>().First().Message, newest);
    }

    [TestMethod]
    public void Fit_EveryCheckpointDamaged_RefusesToThrowThemAway()
    {
        TrainSteps(Checkpointed("plain"), 5);
        foreach (string path in Checkpoints())
            File.WriteAllText(path, "nothing");

        var error = Assert.ThrowsExactly<InvalidDataException>(() => Train(Checkpointed("plain")));

        StringAssert.Contains(error.Message, "remove them to train anew");
        Assert.IsNotEmpty(Checkpoints());
    }

    [TestMethod]
    public void Fit_OtherOptionsOrImages_IsRefusedWithTheDifferences()
    {
        TrainSteps(Checkpointed("plain"), 2);
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.Temperature = 5;
        options.LogitOptimizer.LearningRate = 0.02;

        string message = Assert.ThrowsExactly<ArgumentException>(() => Train(options)).Message;

        StringAssert.Contains(message, "Temperature was at its default and is 5");
        StringAssert.Contains(message, "LogitOptimizer.LearningRate was at its default and is 0.02");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Train(Checkpointed("plain"), DrawnImages.Encoded(30, seed: 9))).Message,
            "images was");
    }

    [TestMethod]
    public void Fit_OtherThreads_IsTheSameRun()
    {
        TrainSteps(Checkpointed("plain"), 2);
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.Threads = 1;

        Train(options);
    }

    [TestMethod]
    public void Fit_TwoRunsInOneFolder_TheSecondIsRefused()
    {
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        IOException? error = null;
        options.Progress = new Listener(trainingEvent =>
        {
            if (trainingEvent is BatchEnded { Epoch: 1, Batch: 1 })
                error = Assert.Throws<IOException>(() => Train(Checkpointed("plain")));
        });

        Train(options);

        StringAssert.Contains(error!.Message, "Another run is at work");
    }

    [TestMethod]
    public void Fit_Keep_IsHowManyFilesStay()
    {
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.Checkpoint!.Keep = 3;

        Train(options);

        Assert.HasCount(3, Checkpoints());
        Assert.IsEmpty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [TestMethod]
    public void Fit_ByTime_WritesWithinAnEpoch()
    {
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        (options.Checkpoint!.EveryEpochs, options.Checkpoint.EveryTime) = (null, TimeSpan.FromTicks(1));
        var written = new List<CheckpointWritten>();
        options.Progress = new Listener(trainingEvent =>
        {
            if (trainingEvent is CheckpointWritten one)
                written.Add(one);
        });

        Train(options);

        Assert.IsGreaterThan(Epochs * Batches, written.Count);
        Assert.Contains(1, written.Select(one => one.Batch));
    }

    [TestMethod]
    public void Fit_FolderRemovedMeanwhile_IsMadeAgain()
    {
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.Checkpoint!.Folder = Path.Combine(_folder, "run");
        options.Progress = new Listener(trainingEvent =>
        {
            if (trainingEvent is EpochEnded { Record.Epoch: 2 })
                Directory.Delete(options.Checkpoint.Folder, recursive: true);
        });

        Train(options);

        Assert.IsNotEmpty(Directory.GetFiles(options.Checkpoint.Folder, "*.safetensors"));
    }

    [TestMethod]
    public void Fit_FolderIsAFile_SaysSo()
    {
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.Checkpoint!.Folder = Path.Combine(_folder, "file");
        File.WriteAllText(options.Checkpoint.Folder, "");

        Assert.ThrowsExactly<IOException>(() => Train(options));
    }

    [TestMethod]
    public void Fit_ThrowWhenCancelled_ThrowsAndLeavesACheckpoint()
    {
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.ThrowWhenCancelled = true;

        Assert.ThrowsExactly<OperationCanceledException>(() => TrainSteps(options, 5));

        Assert.IsNotEmpty(Checkpoints());
    }

    [TestMethod]
    public void Fit_TimeBudget_EndsTrainingAndReturnsTheBestSoFar()
    {
        AdversarialDistillationTrainer.Options options = Options("plain");
        options.Epochs = 100_000;
        options.TimeBudget = TimeSpan.FromHours(1);
        var clock = new ClockByHand();
        options.Time = clock;
        TrainingHistory? history = null;
        options.Progress = new Listener(trainingEvent =>
        {
            history = (trainingEvent as RunEnded)?.History ?? history;
            if (trainingEvent is EpochEnded { Record.Epoch: 2 })
                clock.Advance(TimeSpan.FromHours(1));
        });

        Train(options);

        Assert.AreEqual(StopReason.Cancelled, history!.StopReason);
        Assert.HasCount(2, history.Epochs);
    }

    [TestMethod]
    public void Fit_LossIsNoNumber_NamesItAndKeepsTheCheckpointBefore()
    {
        AdversarialDistillationTrainer.Options options = Checkpointed("plain");
        options.LogitOptimizer.LearningRate = 1e30;
        options.Checkpoint!.EveryTime = TimeSpan.FromTicks(1);

        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Train(options)).Message;

        StringAssert.Contains(message, "Training diverged: ce of small is not finite by batch 2 of epoch 1");
        Assert.HasCount(1, Checkpoints());
    }

    private static AdversarialDistillationTrainer.Options Options(string kind)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
            Epochs = Epochs,
            BatchSize = 27,
            Seed = 3,
        };
        switch (kind)
        {
            case "average and early stopping":
                options.WeightAverage = new() { Decay = 0.8 };
                options.EarlyStopping = new() { Patience = 2 };
                break;
            case "two forwards, every second step":
                options.TwoForwards = true;
                options.Adversarial.Every = 2;
                break;
            case "spectral norm":
                options.Adversarial.SpectralNorm = true;
                break;
            case "two depths, ramp-up":
                options.Students = [StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(14)];
                options.Adversarial.TwoDepths = true;
                options.RampUp = 0.5;
                break;
            case "residual networks":
                options.Students = [StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(14)];
                break;
            case "direct alignment":
                options.Method = DistillationMethod.Parse("l1+kd");
                break;
            case "offline":
                options.Method = DistillationMethod.Parse("afd-offline");
                break;
        }

        return options;
    }

    private AdversarialDistillationTrainer.Options Checkpointed(string kind)
    {
        AdversarialDistillationTrainer.Options options = Options(kind);
        options.Checkpoint = new() { Folder = _folder };
        return options;
    }

    private string[] Checkpoints() => [.. Directory.GetFiles(_folder, "checkpoint-*.safetensors").Order(StringComparer.Ordinal)];

    /// <returns>The student as ONNX; null where it was stopped.</returns>
    private static byte[]? TrainSteps(AdversarialDistillationTrainer.Options options, int steps)
    {
        using var stop = new CancellationTokenSource();
        int done = 0;
        bool completed = false;
        options.CancellationToken = stop.Token;
        options.Progress = new Listener(trainingEvent =>
        {
            // The teacher's own batches are told as a stage's progress.
            if (trainingEvent is BatchEnded or StageProgressed { Stage: ['T', 'r', 'a', 'i', 'n', 'i', 'n', 'g', ..] } && ++done == steps)
                stop.Cancel();
            completed |= trainingEvent is RunEnded { History.StopReason: not StopReason.Cancelled };
        });
        try
        {
            byte[] bytes = Train(options);
            return completed ? bytes : null;
        }
        catch (OperationCanceledException) when (!options.ThrowWhenCancelled)
        {
            return null;
        }
    }

    private static byte[] Train(AdversarialDistillationTrainer.Options options, IEnumerable<EncodedRow>? rows = null)
    {
        var ml = new MLContext(1);
        using AdversarialDistillationTransformer model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, rows ?? DrawnImages.Encoded(30)));
        return model.OnnxBytes();
    }
}
