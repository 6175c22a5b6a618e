using System.Runtime.InteropServices;
using System.Text.Json;
using AfdMlNet.Cli;
using AfdMlNet.Cli.Export;
using AfdMlNet.Onnx;
using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class CalibrateTests : IDisposable
{
    // Times as large logits as those of a network that is as sure as it is right.
    private const float TooLarge = 20;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Of_LogitsThatAreTooLarge_FindsByHowMuch()
    {
        // Right in 3 of 4 where the odds are 3 to 1, in 9 of 10 where they are 9 to 1.
        (float[] Logits, int Label)[] images =
        [
            .. Enumerable.Range(0, 4).Select(i => (Odds(3), i == 0 ? 1 : 0)),
            .. Enumerable.Range(0, 10).Select(i => (Odds(9), i == 0 ? 1 : 0)),
        ];
        TemperatureFit fit = TemperatureFit.Of([.. images.Select(image => image.Logits)], [.. images.Select(image => image.Label)]);
        Assert.AreEqual(TooLarge, fit.Temperature, 0.01);
        Assert.AreEqual(0, fit.After.CalibrationError, 1e-3);
        Assert.AreEqual(2 / 14.0, fit.Before.CalibrationError, 1e-3);
        double logLoss = -(3 * Math.Log(0.75) + Math.Log(0.25) + 9 * Math.Log(0.9) + Math.Log(0.1)) / 14;
        Assert.AreEqual(logLoss, fit.After.LogLoss, 1e-6);

        static float[] Odds(double odds) => [TooLarge * (float)Math.Log(odds), 0];
    }

    [TestMethod]
    public void Of_ImagesThatDoNotTell_SaysSo()
    {
        string all = Assert.ThrowsExactly<CliException>(() => TemperatureFit.Of([[2, 1], [1, 2]], [0, 1])).Message;
        Assert.Contains("right on all of them", all);
        string none = Assert.ThrowsExactly<CliException>(() => TemperatureFit.Of([[2, 1], [1, 2]], [1, 0])).Message;
        Assert.Contains("no better than chance", none);
    }

    [TestMethod]
    public void Export_Calibrated_LowersLogLossAndKeepsAccuracy()
    {
        string model = ModelWithLargeLogits(), calibrated = _folder["calibrated.zip"];
        CommandLine answer = CommandLine.Run(
            "export", model, "--calibrate", Images(), "--mlnet", calibrated, "--onnx", _folder["student.onnx"]);
        answer.AssertSucceeds("images of '", "temperature ", " -> ", $"Wrote '{calibrated}'", "student.onnx");

        JsonElement before = Evaluated(model), after = Evaluated(calibrated);
        Assert.AreEqual(before.GetProperty("accuracy").GetDouble(), after.GetProperty("accuracy").GetDouble());
        Assert.IsLessThan(1, before.GetProperty("accuracy").GetDouble());
        Assert.IsLessThan(before.GetProperty("logLoss").GetDouble(), after.GetProperty("logLoss").GetDouble());
        Assert.IsLessThan(before.GetProperty("calibrationError").GetDouble(), after.GetProperty("calibrationError").GetDouble());
        Assert.Contains($"-> {after.GetProperty("logLoss").GetDouble():F3}", answer.Out);

        Assert.AreEqual(
            ModelProto.Parser.ParseFrom(SavedModelGraph.Read(calibrated)),
            ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder["student.onnx"])));
    }

    [TestMethod]
    public void Export_CalibratedTwice_FindsNothingMoreToDo()
    {
        string model = ModelWithLargeLogits(), calibrated = _folder["calibrated.zip"];
        CommandLine.Run("export", model, "--calibrate", Images(), "--mlnet", calibrated).AssertSucceeds();
        CommandLine.Run("export", calibrated, "--calibrate", Images(), "--mlnet", calibrated).AssertSucceeds("temperature 1.");
    }

    [TestMethod]
    public void Export_CalibratedForModelBuilder_WritesTheCalibratedModel()
    {
        CommandLine answer = CommandLine.Run(
            "export", ModelWithLargeLogits(), "--calibrate", Images(), "--model-builder", _folder["app"], "--name", "Shapes");
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        ModelProto written = ModelProto.Parser.ParseFrom(SavedModelGraph.Read(_folder["app/Shapes.mlnet"]));
        Assert.IsNotNull(OnnxMetadata.Read(written, OnnxNames.Temperature));
    }

    [TestMethod]
    public void Export_CalibrateWithValidationFolder_UsesIt()
    {
        string model = ModelWithLargeLogits();
        Write("data/val");
        Directory.CreateDirectory(_folder["data/train/blob"]);
        File.Copy(Directory.GetFiles(_folder["data/val/blob"])[0], _folder["data/train/blob/1.png"]);
        CommandLine.Run("export", model, "--calibrate", _folder["data"], "--mlnet", _folder["c.zip"])
            .AssertSucceeds($"of '{_folder["data/val"]}'");
        CommandLine.Run("export", model, "--calibrate", _folder["data/train"], "--mlnet", _folder["d.zip"])
            .AssertFails(1, "do not tell how sure");
        Assert.IsFalse(File.Exists(_folder["d.zip"]));
    }

    [TestMethod]
    public void Export_CalibrateOnTheTrainingImages_IsRefused()
    {
        ModelWithLargeLogits();
        string images = Images();
        File.WriteAllText(
            _folder["settings.json"], $$"""{ "data": {{JsonSerializer.Serialize(images)}}, "options": [] }""");
        CommandLine.Run("export", _folder.Path, "--calibrate", images, "--mlnet", _folder["c.zip"])
            .AssertFails(1, "was trained on the images", images);
    }

    [TestMethod]
    public void Export_MlNetWithoutCalibrate_IsRefused()
    {
        CommandLine.Run("export", _folder.Path, "--mlnet", _folder["c.zip"]).AssertFails(2, "--mlnet goes with --calibrate");
        CommandLine.Run("export", _folder.Path, "--calibrate", _folder.Path).AssertFails(2, "What to write is missing");
    }

    private JsonElement Evaluated(string model) =>
        JsonDocument.Parse(CommandLine.Run("evaluate", model, Images(), "--json").Out).RootElement;

    private string Images()
    {
        if (!Directory.Exists(_folder["images"]))
            Write("images");
        return _folder["images"];
    }

    /// <summary>Some lie in the wrong folder: nobody can be right about them.</summary>
    private void Write(string folder)
    {
        EncodedRow[] rows = DrawnImages.Encoded(20, seed: 5);
        foreach (EncodedRow row in rows.Where((_, i) => i % 5 == 0))
            row.Label = DrawnImages.Classes[(Array.IndexOf(DrawnImages.Classes, row.Label) + 1) % 3];
        DrawnImages.Write(_folder[folder], rows);
    }

    private string ModelWithLargeLogits()
    {
        string saved = TinyModel.Save(_folder["saved.zip"]);
        using FileStream model = File.Create(_folder["model.zip"]);
        SavedModelGraph.Copy(saved, model, graph =>
        {
            NodeProto classifier = graph.Graph.Node.Single(node => node.OpType == "Gemm");
            foreach (TensorProto weight in graph.Graph.Initializer.Where(tensor => classifier.Input.Contains(tensor.Name)))
            {
                float[] values = MemoryMarshal.Cast<byte, float>(weight.RawData.Span).ToArray();
                weight.RawData = ByteString.CopyFrom(
                    MemoryMarshal.AsBytes<float>([.. values.Select(value => value * TooLarge)]));
            }
        });
        return _folder["model.zip"];
    }
}
