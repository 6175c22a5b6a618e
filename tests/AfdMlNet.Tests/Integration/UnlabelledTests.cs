using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>Fit on images of which only some have a label.</summary>
[TestClass]
public sealed class UnlabelledTests
{
    private static readonly AdversarialDistillationTrainer.Options _options = new()
    {
        Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
        Epochs = 6,
        BatchSize = 30,
        Augmentation = AugmentationOptions.None(),
        ValidationFraction = 0,
        Seed = 1,
    };

    /// <summary>Rows with the label as a key, which the last ones lack.</summary>
    internal static IDataView Keyed(MLContext ml, EncodedRow[] rows, int unlabelled)
    {
        foreach (EncodedRow row in rows[^unlabelled..])
            row.Label = "nobody knows";
        IDataView labelled = ml.Data.LoadFromEnumerable(rows[..^unlabelled]);
        return ml.Transforms.Conversion.MapValueToKey(
            "Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(labelled)
            .Transform(ml.Data.LoadFromEnumerable(rows));
    }

    [TestMethod]
    [DataRow("afd")]
    [DataRow("dml")]
    [DataRow("kd")]
    public void Fit_NineInTenWithoutALabel_LearnsAndSaysHowMany(string method)
    {
        var (history, accuracy, findings) = Fit(DistillationMethod.Parse(method), labelled: 18, unlabelled: 162);

        Assert.IsGreaterThan(0.6, accuracy, "Chance is a third.");
        StringAssert.StartsWith(findings.Single(), "162 of 180 training images have no label: the networks learn from them");
        foreach (StudentEpoch epoch in history.Epochs.SelectMany(epoch => epoch.Students))
        {
            Assert.IsInRange(0, 1 + 1e-6, epoch.TrainingAccuracy);
            Assert.IsTrue(double.IsFinite(epoch.CrossEntropy));
        }
    }

    [TestMethod]
    public void Epoch_FewLabels_IsHalfOfThem()
    {
        using ImageSetBuilder builder = new(new ImageShape(1, 1), classCount: 2, memoryLimit: 1000, folder: null);
        foreach (int label in (int[])[0, -1, -1, 1, -1, -1, -1])
            builder.Add([0, 0, 0], label);
        using ImageSet images = builder.Build();

        CollectionAssert.AreEqual((int[])[0, 0, 1, 2, 3, 3, 4, 5, 6], Unlabelled.Epoch(images, [0, 1, 2, 3, 4, 5, 6]));
        CollectionAssert.AreEqual((int[])[0, 1, 3], Unlabelled.Epoch(images, [0, 1, 3]));
        CollectionAssert.AreEqual((int[])[1, 2], Unlabelled.Epoch(images, [1, 2]));
    }

    [TestMethod]
    public void Fit_NothingLearnedFromOthers_IsTheRunWithoutThem()
    {
        var (expected, _, none) = Fit(DistillationMethod.Independent, labelled: 60, unlabelled: 0);
        var (found, _, findings) = Fit(DistillationMethod.Independent, labelled: 60, unlabelled: 30);

        Assert.IsEmpty(none);
        StringAssert.StartsWith(findings.Single(), "30 of 90 training images have no label and are left out");
        CollectionAssert.AreEqual(Entropies(expected), Entropies(found));
    }

    [TestMethod]
    public void Fit_NoLabelAtAll_IsRefused()
    {
        var ml = new MLContext(1);
        IDataView data = Keyed(ml, [.. DrawnImages.Encoded(1), .. DrawnImages.Encoded(3)], unlabelled: 9);
        IDataView rest = ml.Data.SkipRows(data, 3);

        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(
                () => ml.MulticlassClassification.Trainers.AdversarialDistillation(_options.Copy()).Fit(rest)).Message,
            "No training image has a label");
    }

    private static double[] Entropies(TrainingHistory history) =>
        [.. history.Epochs.SelectMany(epoch => epoch.Students).Select(student => student.CrossEntropy)];

    private static (TrainingHistory History, double Accuracy, List<string> Findings) Fit(
        DistillationMethod method, int labelled, int unlabelled)
    {
        var ml = new MLContext(1);
        List<string> findings = [];
        RunStarted? run = null;
        AdversarialDistillationTrainer.Options options = _options.Copy();
        options.Method = method;
        options.Progress = new Listener(trainingEvent =>
        {
            run ??= trainingEvent as RunStarted;
            if (trainingEvent is RunFinding finding && finding.Message.Contains("no label"))
                findings.Add(finding.Message);
        });
        IDataView data = Keyed(ml, DrawnImages.Encoded((labelled + unlabelled) / 3), unlabelled);
        using AdversarialDistillationTransformer model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(data);
        double accuracy = ml.MulticlassClassification
            .Evaluate(model.Transform(DrawnImages.Keyed(ml, DrawnImages.Encoded(20, seed: 2)))).MicroAccuracy;
        Assert.AreEqual(method == DistillationMethod.Independent ? labelled : labelled + unlabelled, run!.TrainingImages, "Each once.");
        return (model.History, accuracy, findings);
    }
}
