using AfdMlNet.Networks;
using AfdMlNet.Reporting;
using AfdMlNet.Training;

namespace AfdMlNet.Tests;

[TestClass]
public class ChangedOptionTests
{
    [TestMethod]
    public void Of_Defaults_IsEmpty() => Assert.IsEmpty(ChangedOption.Of(new AdversarialDistillationTrainer.Options()));

    [TestMethod]
    public void Of_DataProgressAndCancellation_IsEmpty()
    {
        using var source = new CancellationTokenSource();
        Assert.IsEmpty(ChangedOption.Of(new AdversarialDistillationTrainer.Options
        {
            Progress = new RunRecorder(),
            CancellationToken = source.Token,
            ValidationSet = new Microsoft.ML.MLContext().Data.LoadFromEnumerable<Row>([]),
        }));
    }

    [TestMethod]
    public void Of_ChangedOnes_AreNamedWithTheirDefaults()
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [StudentNetworks.CifarResNet(8), StudentNetworks.Parse("wrn16-2")],
            Temperature = 2.5,
            KeepBest = false,
            Seed = 7,
            EarlyStopping = new() { Patience = 5 },
        };
        options.LogitOptimizer.LearningRate = 0.05;
        options.FeatureOptimizer.Schedule = LearningRateSchedule.Cosine();
        CollectionAssert.AreEqual(
            (ChangedOption[])
            [
                new("Students", "resnet8, wrn16-2", "resnet20, resnet32"),
                new("Temperature", "2.5", "3"),
                new("LogitOptimizer.LearningRate", "0.05", "0.1"),
                new("FeatureOptimizer.Schedule", "Cosine(0.001)", "Step(0.1, 0.25, 0.5)"),
                new("KeepBest", "false", "true"),
                new("EarlyStopping.Patience", "5", "not set"),
                new("EarlyStopping.MinimumImprovement", "0.001", "not set"),
                new("Seed", "7", "not set"),
            ],
            ChangedOption.Of(options).ToArray());
    }

    private sealed class Row
    {
        public float Value { get; set; }
    }
}
