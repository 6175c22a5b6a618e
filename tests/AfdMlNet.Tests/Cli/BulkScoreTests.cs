using System.Globalization;
using System.Text.Json;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Cli.Scoring.Files;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using Google.Protobuf;
using Onnx;
using Parquet;
using Parquet.Schema;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class BulkScoreTests : IDisposable
{
    private const int PerClass = 50;
    private readonly ScratchFolder _folder = new();
    private readonly ScratchFolder _images = new();
    private readonly List<string> _paths = [];

    public BulkScoreTests() => TinyModel.Save(_folder["model.zip"]);

    public void Dispose()
    {
        _folder.Dispose();
        _images.Dispose();
    }

    [TestMethod]
    public void Score_Folder_WritesTheScoresOfMlNetInOrder()
    {
        ImageRow[] rows = WriteImages();
        CommandLine answer = CommandLine.Run("score", _folder.Path, _images.Path, "--out", _folder["scores.csv"]);
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        Assert.StartsWith("Scored 150 images in", answer.Out);

        string[] lines = File.ReadAllLines(_folder["scores.csv"]);
        Assert.AreEqual("path,predicted_label,probability,p_across,p_blob,p_down", lines[0]);
        SavedModel model = SavedModel.Load(_folder.Path);
        using var engine = model.Context.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(model.Transformer);
        Assert.HasCount(rows.Length + 1, lines);
        for (int row = 0; row < rows.Length; row++)
        {
            string[] cells = lines[row + 1].Split(',');
            ImagePrediction expected = engine.Predict(rows[row]);
            Assert.AreEqual(_paths[row], cells[0]);
            Assert.AreEqual(expected.PredictedLabel, cells[1]);
            Assert.AreEqual(expected.Score.Max(), Number(cells[2]), 1e-5f);
            for (int k = 0; k < 3; k++)
                Assert.AreEqual(expected.Score[k], Number(cells[3 + k]), 1e-5f);
        }
        CollectionAssert.AreEqual(new[] { "model.zip", "scores.csv" }, _folder.Files());
    }

    [TestMethod]
    public void BulkScorer_OfASavedModel_ScoresFilesAndSaysWhichItCannotRead()
    {
        WriteImages();
        string broken = _images["broken.png"];
        File.WriteAllBytes(broken, [1, 2, 3]);

        using var scorer = BulkScorer.Open(_folder["model.zip"]);
        FileScore[] scores = [.. scorer.Score([_paths[0], broken, _paths[1]])];

        CollectionAssert.AreEqual((int[])[0, 1, 2], scores.Select(score => score.Index).ToArray());
        CollectionAssert.AreEqual((bool[])[false, true, false], scores.Select(score => score.Error is not null).ToArray());
        Assert.AreEqual(1, scores[0].Scores.ToArray().Sum(), 1e-5);
        Assert.AreEqual(scores[0].Scores.ToArray().Max(), scores[0].Scores[scores[0].Label]);
    }

    [TestMethod]
    public void BulkScorer_GraphThatCannotBeRun_IsRefusedInWords()
    {
        AssertRefused("cannot be run", model => model.Graph.Node[0].OpType = "NoSuchOperator");
        AssertRefused("a batch of 64 would take more than 1073741824 bytes", model => SetSides(model, 4096, 4096));
        AssertRefused("a batch of 64 would take more than 1073741824 bytes", model => SetSides(model, int.MaxValue, int.MaxValue));
    }

    [TestMethod]
    public void Score_BadImages_AreNamedAndLeftOut()
    {
        WriteImages();
        File.WriteAllBytes(_images["across/bad.png"], [1, 2, 3]);
        File.WriteAllBytes(_images["blob/000.png"], File.ReadAllBytes(_paths[0])[..60]);
        CommandLine answer = CommandLine.Run(
            "score", _folder.Path, _images.Path, _folder["none.png"], "--out", _folder["scores.jsonl"], "--json");
        Assert.AreEqual(1, answer.ExitCode);
        foreach (string bad in (string[])["bad.png", "000.png", "none.png"])
            Assert.Contains(bad, answer.Error);
        JsonElement written = JsonDocument.Parse(answer.Out).RootElement;
        Assert.AreEqual("scoresWritten", written.GetProperty("event").GetString());
        Assert.AreEqual((150, 3), (written.GetProperty("images").GetInt32(), written.GetProperty("failed").GetInt32()));
        JsonElement[] rows = [.. File.ReadAllLines(_folder["scores.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        CollectionAssert.AreEqual(_paths, rows.Select(row => row.GetProperty("path").GetString()).ToArray());
        Assert.AreEqual(1, rows[0].GetProperty("probabilities").EnumerateObject().Sum(each => each.Value.GetDouble()), 1e-4);
        Assert.AreEqual(
            rows[0].GetProperty("probability").GetDouble(),
            rows[0].GetProperty("probabilities").GetProperty(rows[0].GetProperty("predictedLabel").GetString()!).GetDouble());
    }

    [TestMethod]
    public async Task Score_Archive_ToParquet_ReadsBack()
    {
        ImageRow[] rows = TinyModel.Rows(2);
        string zip = _images.Zip("set.zip", [.. rows.Select((row, i) => ($"{row.Label}/{i}.png", row.ImageSource))]);
        CommandLine answer = CommandLine.Run("score", _folder.Path, zip, "--out", _folder["scores.parquet"]);
        Assert.AreEqual(0, answer.ExitCode, answer.Error);

        await using ParquetReader reader = await ParquetReader.CreateAsync(_folder["scores.parquet"]);
        DataField[] fields = reader.Schema.GetDataFields();
        CollectionAssert.AreEqual(
            new[] { "path", "predicted_label", "probability", "p_across", "p_blob", "p_down" },
            fields.Select(field => field.Name).ToArray());
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        string?[] paths = new string?[rows.Length];
        await group.ReadAsync(fields[0], paths.AsMemory());
        Assert.AreEqual(Path.Combine(zip, "across", "0.png"), paths[0]);
        float[] sum = new float[rows.Length];
        foreach (DataField field in fields[3..])
        {
            float[] column = new float[rows.Length];
            await group.ReadAsync<float>(field, column.AsMemory());
            for (int i = 0; i < sum.Length; i++)
                sum[i] += column[i];
        }
        Assert.IsTrue(sum.All(total => Math.Abs(total - 1) < 1e-4));
    }

    [TestMethod]
    public async Task ParquetScoreFile_MoreRowsThanAGroup_KeepsThemAll()
    {
        string[] classes = [.. Enumerable.Range(0, 1 << 17).Select(index => $"{index}")];
        float[] probabilities = new float[classes.Length];
        using var stream = new MemoryStream();
        using (ScoreFile file = ScoreFile.Begin("x.parquet", stream, classes))
        {
            for (int row = 0; row < 10; row++)
                file.Write($"{row}", row, probabilities);
        }
        stream.Position = 0;
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        Assert.AreEqual(2, reader.RowGroupCount);
    }

    [TestMethod]
    public void CsvScoreFile_NamesOfAnyText_AreQuoted()
    {
        using var stream = new MemoryStream();
        using (ScoreFile file = ScoreFile.Begin("x.CSV", stream, ["a,b", "c\"d", "e\nf"]))
            file.Write("p,q.png", 1, [0.25f, 0.5f, 0.25f]);
        Assert.AreEqual(
            "path,predicted_label,probability,\"p_a,b\",\"p_c\"\"d\",\"p_e\nf\"\r\n\"p,q.png\",\"c\"\"d\",0.5,0.25,0.5,0.25\r\n",
            System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [TestMethod]
    public void Score_WrongOutputOrModel_SaysSoAndWritesNothing()
    {
        WriteImages();
        CommandLine.Run("score", _folder.Path, _images.Path, "--out", _folder["x.txt"]).AssertFails(2, ".csv, .jsonl, .parquet");
        FirstByteModel.Save(_folder["stock.zip"]);
        CommandLine.Run("score", _folder["stock.zip"], _images.Path, "--out", _folder["x.csv"]).AssertFails(1, "no ONNX graph");
        CommandLine.Run("score", _folder.Path, Directory.CreateDirectory(_images["empty"]).FullName, "--out", _folder["x.csv"])
            .AssertFails(1, "no images");
        CollectionAssert.AreEqual(new[] { "model.zip", "stock.zip" }, _folder.Files());
    }

    [TestMethod]
    public void Score_Cancelled_LeavesNoFile()
    {
        WriteImages();
        using var output = new StringWriter();
        var settings = new BulkScoreSettings(_folder.Path, [_images.Path], _folder["x.csv"], null, Json: false);
        Assert.Throws<OperationCanceledException>(() =>
            BulkScoreRun.Execute(settings, new(output, output, IsInteractive: false), new CancellationToken(canceled: true)));
        CollectionAssert.AreEqual(new[] { "model.zip" }, _folder.Files());
    }

    [TestMethod]
    public void EncodedBatches_AheadOfASlowReader_HoldsAFewBatches()
    {
        WriteImages();
        int opened = 0;
        var files = new CountedList(_paths, () => Interlocked.Increment(ref opened));
        foreach (EncodedBatch batch in new EncodedBatches(new(16, 16), AfdMlNet.Images.ImageFit.Crop, 10).Of(files, CancellationToken.None))
        {
            int waiting = AfdMlNet.Images.Prefetch.LookAhead;
            Patience.Await(() => Volatile.Read(ref opened) >= Math.Min(_paths.Count, batch.First + (10 * (waiting + 1))),
                () => "Nobody reads ahead.");
            // One here, those that wait, and one being made or waiting to be put.
            Assert.IsLessThanOrEqualTo(batch.First + (10 * (waiting + 3)), opened);
        }
        Assert.AreEqual(_paths.Count, opened);
    }

    [TestMethod]
    public void OnnxDevice_GpuThatIsNotThere_FollowsTheTrainersRule()
    {
        using var fallback = new OnnxDevice(0, FallbackToCpu: true).Options();
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => new OnnxDevice(0).Options());
        StringAssert.Contains(error.Message, "FallbackToCpu");
    }

    private static void SetSides(ModelProto model, long width, long height)
    {
        var sides = model.Graph.Input[0].Type.TensorType.Shape.Dim;
        (sides[2].DimValue, sides[3].DimValue) = (height, width);
    }

    private void AssertRefused(string reason, Action<ModelProto> change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(SavedModelGraph.Read(_folder["model.zip"]));
        change(model);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => new BulkScorer(model.ToByteArray(), new OnnxDevice())).Message, reason);
    }

    private ImageRow[] WriteImages()
    {
        ImageRow[] rows = [.. TinyModel.Rows(PerClass).OrderBy(row => row.Label, StringComparer.Ordinal)];
        for (int i = 0; i < rows.Length; i++)
        {
            string path = _images[Path.Combine(rows[i].Label, $"{i + 1:000}.png")];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, rows[i].ImageSource);
            _paths.Add(path);
        }
        return rows;
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private sealed class CountedList(List<string> items, Action read) : IReadOnlyList<string>
    {
        public int Count => items.Count;

        public string this[int index]
        {
            get
            {
                read();
                return items[index];
            }
        }

        public IEnumerator<string> GetEnumerator() => items.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
