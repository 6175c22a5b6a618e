// Loads a model and scores the images of a folder of class folders: one line an image, its path, its predicted label and its scores.
using System.Globalization;
using Microsoft.ML;

string[] foreign = [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Select(Path.GetFileName).OfType<string>()
    .Where(name => name is "AfdMlNet.dll" or "TorchSharp.dll" || name.Contains("LibTorch", StringComparison.Ordinal))];
if (foreign.Length > 0)
    throw new InvalidOperationException($"Not a stock application: {string.Join(", ", foreign)}.");

var ml = new MLContext();
ITransformer model = ml.Model.Load(args[0], out _);
ImageRow[] rows = [.. Directory.GetFiles(args[1], "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
    .Select(path => new ImageRow { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)!) })];
IDataView scored = model.Transform(ml.Data.LoadFromEnumerable(rows));
foreach (ScoredRow row in ml.Data.CreateEnumerable<ScoredRow>(scored, reuseRowObject: false))
{
    string scores = string.Join(' ', row.Score.Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
    Console.WriteLine($"{row.ImagePath}\t{row.PredictedLabel}\t{scores}");
}

internal sealed class ImageRow
{
    public string ImagePath { get; set; } = string.Empty;

    public string Label { get; set; } = string.Empty;
}

internal sealed class ScoredRow
{
    public string ImagePath { get; set; } = string.Empty;

    public string PredictedLabel { get; set; } = string.Empty;

    public float[] Score { get; set; } = [];
}
