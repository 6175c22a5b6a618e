using System.Runtime.Versioning;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Runtime;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary><c>Options.KeepFreedMemory</c>: of the pool nothing is to be noticed, neither in the model nor afterwards.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed class KeptMemoryTests
{
    [TestMethod]
    public void Fit_WithThePool_IsTheSameModelAndLeavesNothing()
    {
        byte[] without = Train(keep: false);

        byte[] with = Train(keep: true, trainingEvent =>
        {
            if (trainingEvent is EpochEnded)
                Assert.IsTrue(NativeAllocator.Pool?.IsInstalled ?? true);
        });

        CollectionAssert.AreEqual(without, with);
        CollectionAssert.AreEqual(without, Train(keep: true));
        AssertGone();
    }

    [TestMethod]
    public void Fit_TwoAtOnceOneOfThemCancelled_LeaveNothing()
    {
        using var cancellation = new CancellationTokenSource();
        byte[] alone = Train(keep: false);
        byte[]? beside = null;
        var other = new Thread(() => beside = Train(keep: true));

        Train(
            keep: true,
            trainingEvent =>
            {
                if (trainingEvent is not EpochEnded)
                    return;
                other.Start();
                cancellation.Cancel();
            },
            cancellation.Token);
        other.Join();

        CollectionAssert.AreEqual(alone, beside);
        AssertGone();
    }

    /// <summary>Maps of the larger network are large enough for the pool.</summary>
    private static byte[] Train(bool keep, Action<TrainingEvent>? listen = null, CancellationToken cancellation = default)
    {
        var ml = new MLContext(1);
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(80, "large")],
            Epochs = 3,
            BatchSize = 60,
            Threads = 1,
            Augmentation = AugmentationOptions.None(),
            KeepFreedMemory = keep,
            Progress = new Listener(listen ?? (_ => { })),
            CancellationToken = cancellation,
        };
        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(40)));
        return model.OnnxBytes();
    }

    private static void AssertGone()
    {
        Garbage.Collect();
        Assert.AreEqual((0, false), (NativeAllocator.Pool?.Taken ?? 0, NativeAllocator.Pool?.IsInstalled ?? false));
    }
}
