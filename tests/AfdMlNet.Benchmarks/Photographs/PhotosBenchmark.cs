using System.Diagnostics;
using AfdMlNet.ImageNet;
using Microsoft.ML;

namespace AfdMlNet.Benchmarks.Photographs;

/// <summary>Accuracy, training time, size and speed of <see cref="PhotoPipelines"/> on one folder: for docs/photographs.md.</summary>
internal static class PhotosBenchmark
{
    private const int Asked = 50;

    /// <param name="folder">Holds train/ and test/, each with a folder for every class.</param>
    /// <param name="seeds">How many seeds of ours; the stock chain has one.</param>
    /// <param name="only">Rows whose names hold one of these; all where there are none.</param>
    public static void Run(string folder, int seeds, IReadOnlyList<string> only)
    {
        var ml = new MLContext(1);
        Photo[] training = Photo.Below(Path.Combine(folder, "train"));
        Photo[] test = Photo.Below(Path.Combine(folder, "test"));
        // Stock trainers take the rows as they come.
        IDataView rows = ml.Data.ShuffleRows(ml.Data.LoadFromEnumerable(training), seed: 1);
        IDataView images = ml.Transforms.LoadRawImageBytes("ImageSource", "", "ImagePath").Fit(rows).Transform(rows);
        var pipelines = new PhotoPipelines(ml, TrainingRecipe.For(images));

        Machine.Describe();
        Console.WriteLine($"{training.Length} photographs to train on, {test.Length} to test on.");
        Console.WriteLine();
        Console.WriteLine("| what | seed | test accuracy | log-loss | training CPU s | ms a picture | MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach ((string name, Func<int, IEstimator<ITransformer>> make) in pipelines.All())
        {
            if (only.Count > 0 && !only.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
                continue;
            for (int seed = 1; seed <= (name.StartsWith("stock", StringComparison.Ordinal) ? 1 : seeds); seed++)
                Console.WriteLine($"| {name} | {seed} | {Row(ml, make(seed), rows, test)} |");
        }
    }

    private static string Row(MLContext ml, IEstimator<ITransformer> pipeline, IDataView training, Photo[] test)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        ITransformer model = pipeline.Fit(training);
        TimeSpan spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        string file = Path.GetTempFileName();
        try
        {
            ml.Model.Save(model, training.Schema, file);
            var metrics = ml.MulticlassClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test)), "Key");
            return FormattableString.Invariant($"{metrics.MicroAccuracy:P1} | {metrics.LogLoss:F2} | {spent.TotalSeconds:F0} | ")
                + FormattableString.Invariant($"{Milliseconds(ml, file, test):F1} | {new FileInfo(file).Length / 1e6:F1}");
        }
        finally
        {
            File.Delete(file);
            (model as IDisposable)?.Dispose();
        }
    }

    // Of the saved model, as an application asks it: the picture's file in, the class out.
    private static double Milliseconds(MLContext ml, string file, Photo[] test)
    {
        ITransformer saved = ml.Model.Load(file, out _);
        using PredictionEngine<Photo, PhotoAnswer> engine = ml.Model.CreatePredictionEngine<Photo, PhotoAnswer>(saved);
        double[] milliseconds = [.. Enumerable.Range(0, Asked).Select(i =>
        {
            long start = Stopwatch.GetTimestamp();
            engine.Predict(test[i * test.Length / Asked]);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }).Order()];
        return milliseconds[Asked / 2];
    }
}
