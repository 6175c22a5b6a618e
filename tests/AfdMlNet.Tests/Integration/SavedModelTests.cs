using System.Globalization;
using AfdMlNet.Images;
using AfdMlNet.Tests.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Tests.Integration;

/// <summary>A saved model in another process, which has neither this library nor torch.</summary>
[TestClass]
public sealed class SavedModelTests
{
    private const int PerClass = 12;
    private const int Side = 16;

    [TestMethod]
    [DataRow("model.zip")]
    [DataRow("model.mlnet")]
    public void Load_FittedOnBitmaps_ScoresAlikeInAStockApplication(string file) => AssertScoresAlike(
        ScoringApplication.Stock, file, "Image",
        ml => ml.Transforms.LoadImages("Image", string.Empty, "ImagePath").Append(ml.Transforms.ResizeImages("Image", Side, Side)));

    [TestMethod]
    public void Load_FittedOnBitmapsOfUnknownSize_ScoresAlikeInAStockApplication() => AssertScoresAlike(
        ScoringApplication.Stock, "model.zip", "Image", ml => ml.Transforms.LoadImages("Image", string.Empty, "ImagePath"));

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Load_FittedOnPixels_ScoresAlikeInAStockApplication(bool interleaved) => AssertScoresAlike(
        ScoringApplication.Stock, "model.zip", "Pixels", ml => ml.Transforms.LoadImages("Image", string.Empty, "ImagePath")
            .Append(ml.Transforms.ResizeImages("Image", Side, Side))
            .Append(ml.Transforms.ExtractPixels("Pixels", "Image", interleavePixelColors: interleaved, scaleImage: 1 / 255f)));

    [TestMethod]
    public void Load_FittedOnEncodedBytes_ScoresAlikeWithTheImagesAssemblyAlone() => AssertScoresAlike(
        ScoringApplication.WithImages, "model.zip", "Bytes", ml => ml.Transforms.LoadRawImageBytes("Bytes", string.Empty, "ImagePath"));

    [TestMethod]
    public void Load_LabelOfNumbers_PredictsTheNumber()
    {
        var ml = new MLContext(1);
        NumberRow[] rows = [.. DrawnImages.Encoded(12)
            .Select(row => new NumberRow { Label = 10 * (1 + Array.IndexOf(DrawnImages.Classes, row.Label)), Features = row.Features })];
        using AdversarialDistillationTransformer model = Trainer(ml, "Features").Fit(DrawnImages.Keyed(ml, rows));

        IDataView scored = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(model.Transform(DrawnImages.Keyed(ml, rows)))
            .Transform(model.Transform(DrawnImages.Keyed(ml, rows)));

        CollectionAssert.AreEqual(new[] { "10", "20", "30" }, model.ClassNames.ToArray());
        CollectionAssert.IsSubsetOf(scored.GetColumn<int>("PredictedLabel").Distinct().ToArray(), new[] { 10, 20, 30 });
    }

    [TestMethod]
    public void GetRowCursorSet_ParallelCursors_GiveTheSameScores()
    {
        var ml = new MLContext(1);
        IDataView data = DrawnImages.Keyed(ml, DrawnImages.Encoded(40));
        using AdversarialDistillationTransformer model = Trainer(ml, "Features").Fit(data);
        IDataView scored = model.Transform(data);
        float[][] expected = [.. scored.GetColumn<float[]>("Score")];
        var found = new float[expected.Length][];

        Parallel.ForEach(scored.GetRowCursorSet(scored.Schema, 4), cursor =>
        {
            using (cursor)
            {
                var score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
                VBuffer<float> values = default;
                while (cursor.MoveNext())
                {
                    score(ref values);
                    found[cursor.Position] = [.. values.DenseValues()];
                }
            }
        });

        Assert.IsTrue(found.All(score => score is not null));
        // Which cursor gets which row is not told by its position: compare as sets.
        CollectionAssert.AreEqual(Sorted(expected), Sorted(found));
    }

    private static string[] Sorted(float[][] scores) =>
        [.. scores.Select(score => string.Join(' ', score.Select(value => value.ToString("R", CultureInfo.InvariantCulture))))
            .Order(StringComparer.Ordinal)];

    private static void AssertScoresAlike<T>(string application, string file, string imageColumn, Func<MLContext, IEstimator<T>> images)
        where T : class, ITransformer
    {
        using var folder = new TemporaryFolder();
        string data = WriteImages(folder);
        var ml = new MLContext(1);
        PathRow[] rows = PathRow.Below(data);
        IDataView view = ml.Data.LoadFromEnumerable(rows);
        var pipeline = images(ml)
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
            .Append(Trainer(ml, imageColumn))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        using var model = pipeline.Fit(view);
        Prediction[] expected = [.. ml.Data.CreateEnumerable<Prediction>(model.Transform(view), reuseRowObject: false)];
        string path = Path.Combine(folder.Make("model"), file);
        ml.Model.Save(model, view.Schema, path);

        (string Path, string Label, float[] Scores)[] scored = ScoringApplication.Score(application, path, data);

        Assert.HasCount(rows.Length, scored);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.AreEqual(rows[i].ImagePath, scored[i].Path);
            Assert.AreEqual(expected[i].PredictedLabel, scored[i].Label);
            for (int k = 0; k < scored[i].Scores.Length; k++)
                Assert.AreEqual(expected[i].Score[k], scored[i].Scores[k], 1e-5f);
        }

        Assert.IsGreaterThan(1, expected.Select(prediction => prediction.PredictedLabel).Distinct().Count());
    }

    private static AdversarialDistillationTrainer Trainer(MLContext ml, string imageColumn) =>
        ml.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
        {
            FeatureColumnName = imageColumn,
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(8, "peer")],
            Epochs = 4,
            BatchSize = 12,
            ValidationFraction = 0,
            Augmentation = AugmentationOptions.None(),
        });

    private static string WriteImages(TemporaryFolder folder)
    {
        EncodedRow[] rows = DrawnImages.Encoded(PerClass, Side);
        for (int i = 0; i < rows.Length; i++)
            File.WriteAllBytes(Path.Combine(folder.Make("images", rows[i].Label), $"{i:000}.png"), rows[i].Features);
        return folder.Make("images");
    }

    private sealed class NumberRow
    {
        public int Label { get; set; }

        public byte[] Features { get; set; } = [];
    }
}
