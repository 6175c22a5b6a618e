using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Tests.Integration;

/// <summary>Models that are used after they were disposed: refused in words, where ML.NET's own steps would read freed memory.</summary>
[TestClass]
public sealed class DisposedModelTests
{
    private static readonly MLContext _ml = new(1);
    private static readonly IDataView _rows = ImportedPictures.Keyed(_ml, DrawnImages.Encoded(8));

    [TestMethod]
    public void Transform_AfterAnEngineDisposedTheModel_IsRefused()
    {
        AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, _rows);
        Assert.IsNotEmpty(Scores(model.Transform(_rows)));
        using (var engine = _ml.Model.CreatePredictionEngine<EncodedRow, Answer>(model))
            engine.Predict(DrawnImages.Encoded(1)[0]);
        var error = Assert.ThrowsExactly<ObjectDisposedException>(() => model.Transform(_rows));
        StringAssert.Contains(error.Message, "unless PredictionEngineOptions.OwnsTransformer is false");
    }

    [TestMethod]
    public void View_OutlivesTheModel_IsRefused()
    {
        IDataView scored;
        using (AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, _rows))
            scored = model.Transform(_rows);
        Assert.ThrowsExactly<ObjectDisposedException>(() => scored.GetColumn<float[]>("Score").Count());
        Assert.ThrowsExactly<ObjectDisposedException>(() => scored.GetRowCursorSet([scored.Schema["PredictedLabel"]], 2));
    }

    [TestMethod]
    public void CrossValidate_EngineOfAFold_HoldOutSetIsRefused()
    {
        var folds = _ml.MulticlassClassification.CrossValidate(_rows, ImportedPictures.Trainer(_ml), 2);
        using (var engine = _ml.Model.CreatePredictionEngine<EncodedRow, Answer>(folds[0].Model))
            engine.Predict(DrawnImages.Encoded(1)[0]);
        Assert.ThrowsExactly<ObjectDisposedException>(() => _ml.MulticlassClassification.Evaluate(folds[0].ScoredHoldOutSet));
        Assert.IsGreaterThan(0, _ml.MulticlassClassification.Evaluate(folds[1].ScoredHoldOutSet).MicroAccuracy + 1);
    }

    [TestMethod]
    public void Members_KeptLonger_RefuseToScoreAndStillSave()
    {
        AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, _rows);
        AdversarialDistillationTransformer ensemble = model.Ensemble;
        Assert.IsNotEmpty(Scores(ensemble.Transform(_rows)));
        model.Dispose();
        model.Dispose();
        foreach (AdversarialDistillationTransformer member in (AdversarialDistillationTransformer[])[ensemble, .. model.Students])
        {
            Assert.ThrowsExactly<ObjectDisposedException>(() => member.Transform(_rows));
            Assert.ThrowsExactly<ObjectDisposedException>(() => member.GetRowToRowMapper(_rows.Schema));
            Assert.AreEqual("Score", member.GetOutputSchema(_rows.Schema)["Score"].Name);
            using var saved = new MemoryStream();
            _ml.Model.Save(member, _rows.Schema, saved);
            Assert.IsGreaterThan(1000, saved.Length);
        }
    }

    [TestMethod]
    public void Engine_OfADisposedModel_GoesOnAndEndsWithItself()
    {
        AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, _rows);
        var engine = _ml.Model.CreatePredictionEngine<EncodedRow, Answer>(model);
        float[] before = engine.Predict(DrawnImages.Encoded(1)[0]).Score;
        model.Dispose();
        CollectionAssert.AreEqual(before, engine.Predict(DrawnImages.Encoded(1)[0]).Score);
        engine.Dispose();
        model.Dispose();
    }

    [TestMethod]
    public void Dispose_WhileAnotherThreadScores_EndsItInOrder()
    {
        AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, _rows);
        IDataView scored = model.Transform(_rows);
        using var started = new ManualResetEventSlim();
        Task scoring = Task.Run(() =>
        {
            while (true)
            {
                _ = Scores(scored);
                started.Set();
            }
        });
        started.Wait();
        model.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => scoring.GetAwaiter().GetResult());
    }

    private static float[][] Scores(IDataView scored) => [.. scored.GetColumn<float[]>("Score")];

    private sealed class Answer
    {
        public float[] Score { get; set; } = [];
    }
}
