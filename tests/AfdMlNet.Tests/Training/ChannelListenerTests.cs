using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace AfdMlNet.Tests.Training;

/// <summary>What <c>MLContext.Log</c> is told.</summary>
[TestClass]
public sealed class ChannelListenerTests
{
    [TestMethod]
    public void Log_OfATraining_TellsBeginningForecastAndEpochs()
    {
        var ml = new MLContext(1);
        List<string> lines = [];
        ml.Log += (_, entry) =>
        {
            if (entry.Kind >= ChannelMessageKind.Info)
                lines.Add(entry.RawMessage);
        };

        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
            Epochs = 3,
            BatchSize = 4,
            ValidationFraction = 0.2,
        }).Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(10)));

        StringAssert.StartsWith(lines[0], "afd: small (");
        StringAssert.Contains(lines[0], "3 classes, 24 training images, 6 to validate on, input 16x16x3; 3 epochs of 6 steps on cpu, ");
        string[] told = [.. lines.Select(line => line.Split(' ')[0] is "About" ? "About" : line.Split("  ")[0])];
        CollectionAssert.IsSubsetOf((string[])["epoch 1/3", "About", "epoch 2/3", "epoch 3/3"], told);
        Assert.HasCount(1, told.Where(line => line == "About"));
        Assert.HasCount(3, told.Where(line => line.StartsWith("epoch", StringComparison.Ordinal)));
    }
}
