using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;

namespace AfdMlNet.Tests.Onnx;

/// <summary>The row form inside ML.NET's own OnnxTransformer, and nothing else of ours.</summary>
[TestClass]
public sealed class RowGraphTests
{
    private const int Side = 16;
    private const int Length = 3 * Side * Side;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Rows_InStockMlNet_ScoreAsTheModelDoes(bool interleaved)
    {
        byte[] model = Written(4, interleaved);
        float[] pixels = Parity.Pixels(6 * Length);
        OnnxRun expected = OnnxRun.Of(model, pixels, interleaved ? [6, Side, Side, 3] : [6, 3, Side, Side]);
        Row[] rows = [.. pixels.Chunk(Length).Select((chunk, index) => new Row { Pixels = chunk, Label = $"{expected.Labels[index]}" })];
        var ml = new MLContext();

        OnnxTransformer chain = Chain(ml, model, ["a", "b", "c", "d"], rows, interleaved);
        Scored[] batch = [.. ml.Data.CreateEnumerable<Scored>(chain.Transform(ml.Data.LoadFromEnumerable(rows)), reuseRowObject: false)];
        using PredictionEngine<Row, Scored> engine = ml.Model.CreatePredictionEngine<Row, Scored>(chain);
        for (int row = 0; row < rows.Length; row++)
        {
            foreach (Scored scored in (Scored[])[batch[row], engine.Predict(rows[row])])
            {
                Assert.AreEqual(expected.Labels[row], scored.Index.Single());
                for (int k = 0; k < 4; k++)
                    Assert.AreEqual(expected.Probabilities[(row * 4) + k], scored.Score[k], 1e-5f);
            }
        }
    }

    [TestMethod]
    public void Evaluate_InStockMlNet_ReadsTheScores()
    {
        byte[] model = Written(4);
        float[] pixels = Parity.Pixels(40 * Length);
        long[] labels = OnnxRun.Of(model, pixels, 40, 3, Side, Side).Labels;
        // Labels that the model gives itself, so the accuracy is known: all right but the first.
        Row[] rows = [.. pixels.Chunk(Length)
            .Select((chunk, index) => new Row { Pixels = chunk, Label = $"{(labels[index] + (index == 0 ? 1 : 0)) % 4}" })];
        var ml = new MLContext();
        IDataView keys = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 4).Select(index => new Key { Value = $"{index}" }));
        IDataView labelled = ml.Transforms.Conversion.MapValueToKey("Label", keyData: keys)
            .Fit(ml.Data.LoadFromEnumerable(rows))
            .Transform(ml.Data.LoadFromEnumerable(rows));
        IDataView scored = ml.Transforms.CopyColumns("PredictedLabel", "Label")
            .Append(Step(ml, model, ["0", "1", "2", "3"]))
            .Fit(labelled)
            .Transform(labelled);
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(scored);
        Assert.AreEqual(39.0 / 40, metrics.MicroAccuracy, 1e-9);
    }

    [TestMethod]
    public void SlotNames_OfAnyText_AreSeenInTheSchema()
    {
        string[] names = ["Äpfel", "", "🍐\t\"x\"", "twice", "twice", " ", "日本語", new string('x', 3000)];
        Row[] rows = [new Row { Pixels = Parity.Pixels(Length), Label = "0" }];
        var ml = new MLContext();
        OnnxTransformer chain = Chain(ml, Written(names.Length), names, rows);

        using var file = new MemoryStream();
        ml.Model.Save(chain, ml.Data.LoadFromEnumerable(rows).Schema, file);
        file.Position = 0;
        foreach (ITransformer each in (ITransformer[])[chain, ml.Model.Load(file, out _)])
        {
            IDataView scored = each.Transform(ml.Data.LoadFromEnumerable(rows));
            VBuffer<ReadOnlyMemory<char>> slots = default;
            scored.Schema["Score"].GetSlotNames(ref slots);
            CollectionAssert.AreEqual(names, slots.DenseValues().Select(slot => slot.ToString()).ToArray());
            Assert.HasCount(names.Length, ml.Data.CreateEnumerable<Scored>(scored, false).Single().Score);
        }
    }

    [TestMethod]
    public void Rows_OfAnEnsemble_ScoreToo()
    {
        byte[] ensemble = EnsembleGraph.From([Written(4, seed: 1), Written(4, seed: 2)]);
        Row[] rows = [new Row { Pixels = Parity.Pixels(Length), Label = "0" }];
        var ml = new MLContext();
        IDataView scored = Chain(ml, ensemble, ["a", "b", "c", "d"], rows).Transform(ml.Data.LoadFromEnumerable(rows));
        float[] score = ml.Data.CreateEnumerable<Scored>(scored, false).Single().Score;
        OnnxRun expected = OnnxRun.Of(ensemble, rows[0].Pixels, 1, 3, Side, Side);
        for (int k = 0; k < 4; k++)
            Assert.AreEqual(expected.Probabilities[k], score[k], 1e-6f);
    }

    [TestMethod]
    public void Graph_ForRows_IsSound()
    {
        byte[] model = Written(4), before = [.. model];
        // Columns may bear names that the graph uses inside.
        byte[] row = RowGraph.From(model, "logits", "probabilities", "conv1.weight", ["a", "b", "c", "d"]);
        GraphChecker.Check(row, "mlnet.probabilities.SlotNames.output");
        CollectionAssert.AreEqual(before, model);
    }

    [TestMethod]
    public void Graph_WithNamesThatDoNotFit_IsRefused()
    {
        byte[] model = Written(4);
        Assert.ThrowsExactly<ArgumentException>(() => RowGraph.From(model, "Pixels", "Score", "Index", ["a"]));
        Assert.ThrowsExactly<ArgumentException>(() => RowGraph.From(model, "Score", "Score", "Index", ["a", "b", "c", "d"]));
    }

    private static byte[] Written(int classes, bool interleaved = false, int seed = 1)
    {
        using StudentModule student = Students.Trained(Students.Create("resnet8", classes: classes, seed: seed));
        return StudentOnnx.Write(student, Parity.Spec(Side, Side, 3, classes, interleaved: interleaved));
    }

    private static OnnxTransformer Chain(MLContext ml, byte[] model, string[] names, Row[] rows, bool interleaved = false) =>
        Step(ml, model, names, interleaved).Fit(ml.Data.LoadFromEnumerable(rows));

    private static OnnxScoringEstimator Step(MLContext ml, byte[] model, string[] names, bool interleaved = false) =>
        ml.Transforms.ApplyOnnxModel(
        ["Score", "Index"],
        ["Pixels"],
        new MemoryStream(RowGraph.From(model, "Pixels", "Score", "Index", names)),
        new Dictionary<string, int[]> { ["Pixels"] = interleaved ? [1, Side, Side, 3] : [1, 3, Side, Side] },
        recursionLimit: 100);

    private sealed class Row
    {
        [VectorType(Length)]
        public float[] Pixels { get; set; } = [];

        public string Label { get; set; } = "";
    }

    private sealed class Key
    {
        public string Value { get; set; } = "";
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];

        public long[] Index { get; set; } = [];
    }
}
