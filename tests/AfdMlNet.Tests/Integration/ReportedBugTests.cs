using AfdMlNet.Events;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Tests.Integration;

/// <summary>Reports of ML.NET's users, tried on this trainer.</summary>
[TestClass]
public sealed class ReportedBugTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void ValidationSet_SameLabelsInAnotherOrder_CountsByValue()
    {
        EncodedRow[] rows = DrawnImages.Encoded(12);
        IDataView validation = ImportedPictures.Keyed(_ml, rows.Reverse());
        using var model = ImportedPictures.Fit(_ml, ImportedPictures.Keyed(_ml, rows),
            options => (options.ValidationSet, options.Epochs) = (validation, 6));
        double expected = _ml.MulticlassClassification.Evaluate(model.Transform(ImportedPictures.Keyed(_ml, rows))).MicroAccuracy;
        Assert.AreEqual(expected, model.History.Students[0].KeptValidationAccuracy!.Value, 1e-6);
        Assert.IsGreaterThan(0.5, expected);
    }

    [TestMethod]
    [DataRow("dog")]
    [DataRow("across ")]
    public void ValidationSet_LabelThatTrainingDoesNotKnow_IsNamed(string label)
    {
        EncodedRow[] others = DrawnImages.Encoded(4);
        foreach (EncodedRow row in others.Where(row => row.Label == "blob"))
            row.Label = label;
        var error = Assert.ThrowsExactly<ArgumentException>(() => ImportedPictures.Fit(
            _ml, ImportedPictures.Keyed(_ml, DrawnImages.Encoded(8)),
            options => options.ValidationSet = ImportedPictures.Keyed(_ml, others)));
        Assert.AreEqual($"The validation set has the label '{label}', which the training set does not know. Make both by the same fitted "
            + "MapValueToKey.", error.Message);
    }

    [TestMethod]
    public void ValidationSet_LabelsOfAnotherType_AreRefused()
    {
        var numbered = DrawnImages.Encoded(4).Select((row, i) => new Numbered<int> { Label = i % 3, Features = row.Features });
        var error = Assert.ThrowsExactly<ArgumentException>(() => ImportedPictures.Fit(
            _ml, ImportedPictures.Keyed(_ml, DrawnImages.Encoded(8)),
            options => options.ValidationSet = ImportedPictures.Keyed(_ml, numbered)));
        StringAssert.StartsWith(error.Message, "The labels of the validation set are Int32 ('0' first), those of the training set ");
    }

    [TestMethod]
    public void CrossValidate_ClassThatAFoldLacks_TrainsWithAWarning()
    {
        var heard = new List<string>();
        IDataView rows = ImportedPictures.Keyed(
            _ml, [.. DrawnImages.Encoded(10), new EncodedRow { Label = "rare", Features = DrawnImages.Encoded(1)[0].Features }]);
        var folds = _ml.MulticlassClassification.CrossValidate(
            rows, ImportedPictures.Trainer(_ml, options => options.Progress = new Listener(trainingEvent =>
        {
            if (trainingEvent is RunFinding finding)
                heard.Add(finding.Message);
        })), 3);
        Assert.HasCount(3, folds);
        Assert.Contains(
            "No training image has the class 'rare', which will never be predicted: add some, or leave it out of the label's keys.", heard);
    }

    [TestMethod]
    public void Fit_LabelOfKeyData_TrainsOnThoseThereAre()
    {
        IDataView list = _ml.Data.LoadFromEnumerable(
            new[] { new Named("across"), new Named("blob"), new Named("down"), new Named("not photographed yet") });
        using var model = _ml.Transforms.Conversion.MapValueToKey("Label", keyData: list).Append(ImportedPictures.Trainer(_ml))
            .Fit(_ml.Data.LoadFromEnumerable(DrawnImages.Encoded(8)));
        Assert.HasCount(4, model.LastTransformer.ClassNames);
    }

    [TestMethod]
    public void Scorers_MadeSavedAndDisposed_LeaveNoFile()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        var ml = new MLContext(1) { TempFilePath = folder };
        IDataView rows = ImportedPictures.Keyed(ml, DrawnImages.Encoded(8));
        using (AdversarialDistillationTransformer model = ImportedPictures.Fit(ml, rows))
        {
            foreach (AdversarialDistillationTransformer each in (AdversarialDistillationTransformer[])[.. model.Students, model.Ensemble])
            {
                Assert.AreEqual(24, each.Transform(rows).GetColumn<float[]>("Score").Count());
                using var saved = new MemoryStream();
                ml.Model.Save(each, rows.Schema, saved);
                Assert.IsEmpty(Directory.GetFiles(folder), "not even while the model lives");
            }
        }
        Directory.Delete(folder);
    }

    [TestMethod]
    public void Scoring_InMemoryImages_LeavesThemAlive()
    {
        MemoryRow[] rows =
            [.. DrawnImages.Encoded(8).Select(row => new MemoryRow { Features = DrawnImages.Bitmap(row.Features), Label = row.Label })];
        IDataView data = ImportedPictures.Keyed(_ml, rows);
        using AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, data);
        double first = _ml.MulticlassClassification.Evaluate(model.Transform(data)).LogLoss;
        Assert.AreEqual(first, _ml.MulticlassClassification.Evaluate(model.Transform(data)).LogLoss);
        using (model.GetRowToRowMapper(data.Schema).GetRow(data.GetRowCursor(data.Schema), []))
        {
        }
        using AdversarialDistillationTransformer again = ImportedPictures.Fit(_ml, data);
        Assert.HasCount(24, again.Transform(data).GetColumn<float[]>("Score").ToArray());
    }

    [TestMethod]
    public void Fit_MissingFile_IsNamed()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        DrawnImages.Write(folder, DrawnImages.Encoded(8));
        PathRow[] rows = PathRow.Below(folder);
        IDataView data = ImportedPictures.Keyed(_ml, rows);
        IDataView bytes = _ml.Transforms.LoadRawImageBytes("Features", null, "ImagePath").Fit(data).Transform(data);
        using AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, bytes);
        File.Delete(rows[7].ImagePath);
        StringAssert.Contains(Assert.Throws<Exception>(() => ImportedPictures.Fit(_ml, bytes)).Message, rows[7].ImagePath);
        StringAssert.Contains(
            Assert.Throws<Exception>(() => model.Transform(bytes).GetColumn<float[]>("Score").Count()).Message, rows[7].ImagePath);
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void ClassNames_OfMoments_AreDistinct()
    {
        var rows = DrawnImages.Encoded(8).Select((row, i) => new Numbered<DateTimeOffset>
        {
            Label = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(i % 3),
            Features = row.Features,
        });
        using AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, ImportedPictures.Keyed(_ml, rows));
        CollectionAssert.AllItemsAreUnique(model.ClassNames.ToArray());
        StringAssert.StartsWith(model.ClassNames[1], "2026-01-01T00:00:00.0000001");
    }

    [TestMethod]
    [DataRow(31)]
    [DataRow(24)]
    public void Fit_LabelOfManyHashes_SaysWhatToUse(int bits)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.Conversion.Hash("Label", "Label", numberOfBits: bits)
            .Append(ImportedPictures.Trainer(_ml)).Fit(_ml.Data.LoadFromEnumerable(DrawnImages.Encoded(4))));
        StringAssert.Contains(error.Message, "Use Conversion.MapValueToKey, which makes a key of each label that there is.");
    }

    [TestMethod]
    public void Fit_PixelsAsBytes_SaysSo()
    {
        IDataView rows =
            ImportedPictures.Keyed(_ml, DrawnImages.Encoded(4).Select(row => new PixelRow { Label = row.Label, Features = new byte[768] }));
        var error = Assert.ThrowsExactly<ArgumentException>(() => ImportedPictures.Fit(_ml, rows));
        StringAssert.Contains(error.Message, "pixels as bytes: leave outputAsFloatArray of ExtractPixels at its default, true");
    }

    [TestMethod]
    public void Transform_ImagesOfAnotherKind_SaysWhichItWants()
    {
        using AdversarialDistillationTransformer model = ImportedPictures.Fit(_ml, ImportedPictures.Keyed(_ml, DrawnImages.Encoded(8)));
        IDataView others =
            _ml.Data.LoadFromEnumerable(new[] { new MemoryRow { Features = DrawnImages.Bitmap(DrawnImages.Encoded(1)[0].Features) } });
        var error = Assert.ThrowsExactly<ArgumentException>(() => model.Transform(others));
        StringAssert.Contains(error.Message, "the model was fitted on the bytes of image files, and scores no others");
    }

    [TestMethod]
    [DataRow("__afd_hash", "PredictedLabel")]
    [DataRow("Score", "__afd_value")]
    [DataRow("student/logits", "PredictedLabel")]
    public void Options_ReservedColumnNames_AreRefused(string score, string predicted)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => ImportedPictures.Trainer(_ml, options =>
            (options.ScoreColumnName, options.PredictedLabelColumnName) = (score, predicted)));
        StringAssert.Contains(error.Message, "names that begin with '");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ConvertToOnnx_FittedModel_PointsToExportOnnx(bool isChain)
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(DrawnImages.Encoded(8));
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(rows).Transform(rows);
        ITransformer model = isChain
            ? _ml.Transforms.Conversion.MapValueToKey("Label").Append(ImportedPictures.Trainer(_ml))
                .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(rows)
            : ImportedPictures.Fit(_ml, keyed);
        using (model as IDisposable)
        {
            foreach (string[] columns in (string[][])[[], ["Score"], ["PredictedLabel", "Score"]])
            {
                using var file = new MemoryStream();
                var error = Assert.ThrowsExactly<InvalidOperationException>(() =>
                    _ml.Model.ConvertToOnnx(model, isChain ? rows : keyed, file, columns));
                StringAssert.StartsWith(error.Message, "The targeted pipeline can not be fully converted into a well-defined ONNX model");
                StringAssert.Contains(error.Message, "Use its ExportOnnx(path)");
                Assert.AreEqual(0, file.Length);
            }
        }
    }

    [TestMethod]
    public void ConvertToOnnx_SavedModel_IsRefusedAsStockRefuses()
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(DrawnImages.Encoded(8));
        using var saved = new MemoryStream();
        using (var model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(ImportedPictures.Trainer(_ml)).Fit(rows))
            _ml.Model.Save(model, rows.Schema, saved);
        saved.Position = 0;
        ITransformer loaded = _ml.Model.Load(saved, out _);
        using var file = new MemoryStream();
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.ConvertToOnnx(loaded, rows, file, "Score"));
        StringAssert.StartsWith(error.Message, "The targeted pipeline can not be fully converted into a well-defined ONNX model");
        (loaded as IDisposable)?.Dispose();
    }

    private sealed record Named(string Value);

    private sealed class Numbered<T>
    {
        public T Label { get; set; } = default!;

        public byte[] Features { get; set; } = [];
    }

    private sealed class MemoryRow
    {
        [ImageType(16, 16)]
        public MLImage? Features { get; set; }

        public string Label { get; set; } = "";
    }

    private sealed class PixelRow
    {
        [VectorType(3, 16, 16)]
        public byte[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
