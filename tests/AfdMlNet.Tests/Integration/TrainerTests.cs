using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;
using AfdMlNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Tests.Integration;

/// <summary>The trainer as an ML.NET user meets it, on encoded images.</summary>
[TestClass]
public sealed class TrainerTests
{
    private static AdversarialDistillationTrainer.Options Options() => new()
    {
        Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
        Epochs = 6,
        BatchSize = 30,
        Augmentation = AugmentationOptions.None(),
    };

    [TestMethod]
    public void Fit_EncodedImages_LearnsAndScoresThroughEveryFace()
    {
        var ml = new MLContext(1);
        IDataView training = DrawnImages.Keyed(ml, DrawnImages.Encoded(60));
        IDataView test = DrawnImages.Keyed(ml, DrawnImages.Encoded(20, seed: 2));

        using AdversarialDistillationTransformer model =
            ml.MulticlassClassification.Trainers.AdversarialDistillation(Options()).Fit(training);

        IDataView scored = model.Transform(test);
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(scored);
        Assert.IsGreaterThan(0.8, metrics.MicroAccuracy);
        AssertSchema(scored);
        Assert.HasCount(6, model.History.Epochs);
        Assert.AreEqual(StopReason.Completed, model.History.StopReason);
    }

    [TestMethod]
    public void Fit_ShortOverloadInAPipeline_IsTheImageClassificationProgramWithAnotherName()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable(DrawnImages.Encoded(10));
        DataOperationsCatalog.TrainTestData parts = ml.Data.TrainTestSplit(data, 0.3);
        var keys = ml.Transforms.Conversion.MapValueToKey("LabelAsKey", "Label").Fit(data);
        var pipeline = ml.Transforms.Conversion.MapValueToKey("LabelAsKey", "Label")
            .Append(ml.MulticlassClassification.Trainers.AdversarialDistillation(
                labelColumnName: "LabelAsKey", featureColumnName: "Features", validationSet: keys.Transform(parts.TestSet),
                students: [new TinyNetwork(8, "small"), new TinyNetwork(8, "peer")]))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        ITransformer model = pipeline.Fit(parts.TrainSet);

        using var engine = ml.Model.CreatePredictionEngine<EncodedRow, Prediction>(model);
        Prediction prediction = engine.Predict(DrawnImages.Encoded(1, seed: 3)[0]);
        CollectionAssert.Contains(DrawnImages.Classes, prediction.PredictedLabel);
        Assert.AreEqual(1, prediction.Score.Sum(), 1e-4);
    }

    [TestMethod]
    public void Fit_HalfWeights_SavesHalfTheSizeThatScoresNearlyAlike()
    {
        (int Bytes, float[] Scores) Train(bool half)
        {
            var ml = new MLContext(1);
            AdversarialDistillationTrainer.Options options = Options();
            (options.Epochs, options.HalfWeights) = (1, half);
            options.Students = [new TinyNetwork(64, "small"), new TinyNetwork(8, "peer")];
            IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(20));
            using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(data);
            using var file = new MemoryStream();
            ml.Model.Save(model, data.Schema, file);
            file.Position = 0;
            IDataView scored = ml.Model.Load(file, out _).Transform(data);
            return ((int)file.Length, [.. scored.GetColumn<float[]>("Score").SelectMany(scores => scores)]);
        }

        var (wide, expected) = Train(half: false);
        var (narrow, scores) = Train(half: true);

        Assert.IsLessThan(0.7 * wide, narrow);
        Assert.IsLessThan(0.005f, expected.Zip(scores, (one, other) => Math.Abs(one - other)).Max());
    }

    [TestMethod]
    public void Fit_ContextsSeed_IsEnoughForTheSameWeights()
    {
        byte[] Train(int seed)
        {
            var ml = new MLContext(seed);
            AdversarialDistillationTrainer.Options options = Options();
            options.Epochs = 2;
            options.Augmentation = new AugmentationOptions();
            using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
                .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(20)));
            return model.OnnxBytes();
        }

        byte[] first = Train(7);

        CollectionAssert.AreEqual(first, Train(7));
        CollectionAssert.AreNotEqual(first, Train(8));
    }

    [TestMethod]
    public void Fit_TwiceOnOneTrainer_IsTheSame()
    {
        var ml = new MLContext(3);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(20));
        AdversarialDistillationTrainer.Options options = Options();
        options.Epochs = 2;
        var trainer = ml.MulticlassClassification.Trainers.AdversarialDistillation(options);

        using var first = trainer.Fit(data);
        using var second = trainer.Fit(data);

        CollectionAssert.AreEqual(Scores(ml, first.Transform(data)), Scores(ml, second.Transform(data)));
    }

    [TestMethod]
    public async Task Fit_TwoTrainersAtOnce_EachIsAsAlone()
    {
        float[] Train(int seed)
        {
            var ml = new MLContext(seed);
            IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(20));
            AdversarialDistillationTrainer.Options options = Options();
            (options.Epochs, options.Threads) = (3, 1);
            using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(data);
            return Scores(ml, model.Transform(data));
        }

        float[][] alone = [Train(3), Train(4)];
        float[][] together = await Task.WhenAll(Task.Run(() => Train(3)), Task.Run(() => Train(4)));

        CollectionAssert.AreEqual(alone[0], together[0]);
        CollectionAssert.AreEqual(alone[1], together[1]);
    }

    [TestMethod]
    public void Students_EachAndTheirEnsemble_ScoreAsTransformers()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(20));
        AdversarialDistillationTrainer.Options options = Options();
        options.Epochs = 2;
        options.DeployedStudent = 1;

        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(data);

        Assert.AreEqual("large", model.StudentName);
        Assert.AreSame(model, model.Students[1]);
        float[][] each = [.. model.Students.Select(student => Scores(ml, student.Transform(data)))];
        float[] ensemble = Scores(ml, model.Ensemble.Transform(data));
        for (int i = 0; i < ensemble.Length; i++)
            Assert.AreEqual((each[0][i] + each[1][i]) / 2, ensemble[i], 1e-5f);
        CollectionAssert.AreNotEqual(each[0], each[1]);
    }

    [TestMethod]
    public void CrossValidate_Trainer_Works()
    {
        var ml = new MLContext(1);
        AdversarialDistillationTrainer.Options options = Options();
        options.Epochs = 3;

        var results = ml.MulticlassClassification.CrossValidate(
            DrawnImages.Keyed(ml, DrawnImages.Encoded(20)), ml.MulticlassClassification.Trainers.AdversarialDistillation(options),
            numberOfFolds: 2);

        Assert.HasCount(2, results);
        Assert.IsTrue(results.All(fold => fold.Metrics.MicroAccuracy > 0.3));
    }

    [TestMethod]
    public void Fit_Cancelled_ReturnsTheBestSoFar()
    {
        var ml = new MLContext(1);
        using var source = new CancellationTokenSource();
        AdversarialDistillationTrainer.Options options = Options();
        options.Epochs = 1000;
        options.CancellationToken = source.Token;
        options.Progress = new Listener(trainingEvent =>
        {
            if (trainingEvent is EpochEnded { Record.Epoch: 2 })
                source.Cancel();
        });
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(20));

        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(data);

        Assert.AreEqual(StopReason.Cancelled, model.History.StopReason);
        Assert.HasCount(2, model.History.Epochs);
        Assert.HasCount(60 * 3, Scores(ml, model.Transform(data)));
    }

    [TestMethod]
    public void Fit_CancelledBeforehand_Throws()
    {
        var ml = new MLContext(1);
        AdversarialDistillationTrainer.Options options = Options();
        options.CancellationToken = new CancellationToken(canceled: true);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(5));

        Assert.Throws<OperationCanceledException>(() => ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(data));
    }

    [TestMethod]
    public void Fit_EarlyStopping_EndsWhenNothingImproves()
    {
        var ml = new MLContext(1);
        AdversarialDistillationTrainer.Options options = Options();
        options.Epochs = 50;
        options.LogitOptimizer.LearningRate = 0;
        options.Method = DistillationMethod.Independent;
        options.EarlyStopping = new EarlyStoppingOptions { Patience = 2, MinimumImprovement = 0.5 };

        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(20)));

        Assert.AreEqual(StopReason.EarlyStopping, model.History.StopReason);
        Assert.IsLessThan(10, model.History.Epochs.Count);
    }

    [TestMethod]
    public void Fit_Diverging_NamesTheTerm()
    {
        var ml = new MLContext(1);
        AdversarialDistillationTrainer.Options options = Options();
        options.LogitOptimizer.LearningRate = 1e30;

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
                .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(20))));

        StringAssert.Contains(error.Message, "Training diverged");
    }

    [TestMethod]
    public void Fit_Events_TellTheRunInOrder()
    {
        var ml = new MLContext(1);
        var events = new List<TrainingEvent>();
        AdversarialDistillationTrainer.Options options = Options();
        options.Epochs = 2;
        options.Progress = new Listener(events.Add);

        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(20)));

        RunStarted start = events.OfType<RunStarted>().Single();
        Assert.AreEqual(54, start.TrainingImages);
        Assert.AreEqual(6, start.ValidationImages);
        CollectionAssert.AreEqual(DrawnImages.Classes, start.ClassNames.ToArray());
        Assert.HasCount(2 * start.BatchesPerEpoch, events.OfType<BatchEnded>());
        Assert.HasCount(2, events.OfType<EpochEnded>());
        Assert.IsInstanceOfType<StageProgressed>(events[0]);
        Assert.IsInstanceOfType<RunEnded>(events[^1]);
        StudentEpoch figures = model.History.Epochs[^1].Students[0];
        Assert.IsTrue(
            figures is { CrossEntropy: > 0, KullbackLeibler: > 0, DiscriminatorLoss: > 0, GeneratorLoss: > 0, FeatureGradientNorm: > 0 });
        Assert.IsTrue(figures is { RealScore: > 0 and < 1, FakeScore: > 0 and < 1, ValidationAccuracy: >= 0 and <= 1 });
        Assert.IsTrue(figures is
        {
            DiscriminatorAccuracy: > 0 and <= 1, CalibrationError: > 0 and < 1, Agreement: >= 0 and <= 1,
            FeatureCosine: > -1 and <= 1
        });
    }

    [TestMethod]
    [DataRow("kd")]
    [DataRow("afd-offline")]
    public void Fit_Offline_TrainsTheTeacherFirstAndThenTheStudent(string method)
    {
        var ml = new MLContext(1);
        var events = new List<TrainingEvent>();
        AdversarialDistillationTrainer.Options options = Options();
        options.Method = DistillationMethod.Parse(method);
        options.Epochs = 3;
        options.Progress = new Listener(events.Add);

        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(20)));

        StageProgressed[] teaching =
            [.. events.OfType<StageProgressed>().Where(stage => stage.Stage.StartsWith("Training the teacher", StringComparison.Ordinal))];
        Assert.AreEqual(teaching[^1].Total, teaching[^1].Done);
        Assert.IsGreaterThan(events.IndexOf(teaching[^1]), events.FindIndex(trainingEvent => trainingEvent is BatchEnded));
        EpochRecord[] epochs = [.. model.History.Epochs];
        Assert.AreEqual(1, epochs.Select(epoch => epoch.Students[1].ValidationAccuracy).Distinct().Count(), "the teacher stands still");
        Assert.AreEqual(epochs[0].Students[1].ValidationAccuracy, model.History.Students[1].KeptValidationAccuracy);
        Assert.IsTrue(epochs.All(epoch => epoch.Students[0].KullbackLeibler > 0 && epoch.Students[1].KullbackLeibler == 0));
    }

    [TestMethod]
    public void Fit_CancelledWhileTheTeacherTrains_Throws()
    {
        var ml = new MLContext(1);
        using var cancellation = new CancellationTokenSource();
        AdversarialDistillationTrainer.Options options = Options();
        options.Method = DistillationMethod.Kd;
        options.CancellationToken = cancellation.Token;
        options.Progress = new Listener(trainingEvent =>
        {
            if (trainingEvent is StageProgressed { Stage: var stage } && stage.StartsWith("Training the teacher", StringComparison.Ordinal))
                cancellation.Cancel();
        });
        var trainer = ml.MulticlassClassification.Trainers.AdversarialDistillation(options);

        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(20))));
    }

    [TestMethod]
    public void Fit_AllImprovementsAtOnce_Trains()
    {
        var ml = new MLContext(1);
        AdversarialDistillationTrainer.Options options = Options();
        options.Epochs = 2;
        options.Teachers = RingTeachers.AllOthers;
        options.RampUp = 0.5;
        options.WeightAverage = new();
        options.Adversarial = new()
        {
            Loss = AdversarialLossKind.Hinge,
            Every = 2,
            TwoDepths = true,
            SpectralNorm = true,
            GradientPenalty = 1,
        };
        IDataView images = DrawnImages.Keyed(ml, DrawnImages.Encoded(20));

        using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(images);

        IEnumerable<float[]> scores = model.Transform(images).GetColumn<float[]>("Score");
        Assert.IsTrue(scores.All(row => row.All(float.IsFinite)));
    }

    private static void AssertSchema(IDataView scored)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["PredictedLabel"].GetKeyValues(ref names);
        CollectionAssert.AreEqual(DrawnImages.Classes, names.DenseValues().Select(name => name.ToString()).ToArray());
        VBuffer<ReadOnlyMemory<char>> slots = default;
        scored.Schema["Score"].GetSlotNames(ref slots);
        CollectionAssert.AreEqual(DrawnImages.Classes, slots.DenseValues().Select(name => name.ToString()).ToArray());
        CollectionAssert.AreEquivalent(
            new[] { "Label", "Features", "Score", "PredictedLabel" },
            scored.Schema.Where(column => !column.IsHidden).Select(column => column.Name).ToArray());
    }

    private static float[] Scores(MLContext ml, IDataView scored) =>
        [.. ml.Data.CreateEnumerable<ScoreOnly>(scored, reuseRowObject: false).SelectMany(row => row.Score)];

    private sealed class ScoreOnly
    {
        public float[] Score { get; set; } = [];
    }
}
