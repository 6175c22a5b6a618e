using System.Diagnostics;
using AfdMlNet.Images;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;

namespace AfdMlNet.Benchmarks;

/// <summary>One model, scored in every way; the watch runs while images are scored and not while that is prepared.</summary>
internal sealed class ScoringWays : IDisposable
{
    private readonly MLContext _context = new(1);
    private readonly InferenceSession _raw;
    private readonly BatchSession _session;
    private readonly BulkScorer _bulk;
    private readonly AdversarialDistillationTransformer _transformer;
    private readonly ITransformer _stock;
    private readonly PredictionEngine<Row, Answer> _engine;

    public ScoringWays(byte[] model)
    {
        byte[] bytes = OnnxVariant.Of(model, new OnnxExportOptions { Input = OnnxInput.Bytes });
        // As anybody would make it: no options.
        _raw = new InferenceSession(bytes);
        _session = new BatchSession(bytes, new OnnxDevice());
        _bulk = new BulkScorer(model, new OnnxDevice());
        IDataView rows = _context.Data.LoadFromEnumerable(SampleNetwork.Classes.Select(name => new TextRow { Label = name }));
        DataViewSchema schema = _context.Transforms.Conversion.MapValueToKey("Label").Fit(rows).Transform(rows).Schema;
        var chain = new ScoringChain(
            (IHostEnvironment)_context, schema, ImageColumn.Of(schema, nameof(Row.Image)), SampleNetwork.Spec.Input, ImageFit.Crop,
            LabelKeys.Of(schema["Label"]), "Score", "PredictedLabel", new OnnxDevice(), Path.GetTempPath());
        // The history is all that scoring does not look at.
        _transformer = new AdversarialDistillationTransformer(
            new TrainedRing(["student"], [model], 0, SampleNetwork.Classes, SampleNetwork.Spec.Input, null!), chain);
        _stock = chain.Around(model).Chain;
        _engine = _context.Model.CreatePredictionEngine<Row, Answer>(_stock);
    }

    public Stopwatch Watch { get; } = new();

    public void Raw(byte[] pixels)
    {
        int length = SampleNetwork.Spec.Input.Length;
        byte[][] batches = [.. pixels.Chunk(BulkScorer.BatchSize * length)];
        using var options = new RunOptions();
        Watch.Start();
        foreach (byte[] batch in batches)
        {
            using OrtValue input =
                OrtValue.CreateTensorValueFromMemory(batch, [batch.Length / length, TestImages.Side, TestImages.Side, 3]);
            using IDisposableReadOnlyCollection<OrtValue> results =
                _raw.Run(options, [OnnxNames.Image], [input], [OnnxNames.Probabilities]);
        }
        Watch.Stop();
    }

    public void RawAsEngine(byte[] pixels)
    {
        byte[][] batches = [.. pixels.Chunk(BulkScorer.BatchSize * _session.ImageLength)];
        Watch.Start();
        foreach (byte[] batch in batches)
            _session.Run(batch, batch.Length / _session.ImageLength);
        Watch.Stop();
    }

    public void Engine(string[] files)
    {
        Watch.Start();
        Check(_bulk.Score(files).Count(score => score.Error is null), files);
        Watch.Stop();
    }

    public void Transform(string[] files) => Through(_transformer, files);

    public void Stock(string[] files) => Through(_stock, files);

    public void Engine1(string[] files)
    {
        Row[] rows = Rows(files);
        Watch.Start();
        Check(rows.Count(row => _engine.Predict(row).Score.Length == SampleNetwork.Classes.Length), files);
        Watch.Stop();
    }

    /// <summary>Another engine on the same model, for another thread.</summary>
    public Func<byte[], float[]> NewEngine()
    {
        PredictionEngine<Row, Answer> engine = _context.Model.CreatePredictionEngine<Row, Answer>(_stock);
        return image => engine.Predict(new Row { Image = image }).Score;
    }

    public void Dispose()
    {
        _engine.Dispose();
        (_stock as IDisposable)?.Dispose();
        _transformer.Dispose();
        _bulk.Dispose();
        _session.Dispose();
        _raw.Dispose();
    }

    private void Through(ITransformer transformer, string[] files)
    {
        IDataView data = _context.Data.LoadFromEnumerable(Rows(files));
        Watch.Start();
        Check(transformer.Transform(data).GetColumn<float[]>("Score").Count(), files);
        Watch.Stop();
    }

    private static Row[] Rows(string[] files) => [.. files.Select(file => new Row { Image = File.ReadAllBytes(file) })];

    private static void Check(int scored, string[] files)
    {
        if (scored != files.Length)
            throw new InvalidOperationException($"{scored} of {files.Length} images were scored.");
    }

    private sealed class TextRow
    {
        public string Label { get; set; } = "";

        public byte[] Image { get; set; } = [];
    }

    private sealed class Row
    {
        [KeyType(100)]
        public uint Label { get; set; }

        public byte[] Image { get; set; } = [];
    }

    private sealed class Answer
    {
        public float[] Score { get; set; } = [];
    }
}
