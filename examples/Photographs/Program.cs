// A folder of photographs in, a model of a few megabytes and a report out: the network starts from what ImageNet knows.
// Run: dotnet run -c Release --project examples/Photographs -- FOLDER [OUT]

using System.Globalization;
using AfdMlNet;
using AfdMlNet.ImageNet;
using AfdMlNet.Reporting;
using Microsoft.ML;
using Microsoft.ML.Runtime;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length is 0 or > 2 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("Usage: Photographs FOLDER [OUT], a folder with one folder of photographs per class.");
    return 2;
}

string output = args.Length > 1 ? args[1] : "photographs-model";
Photograph[] files = Photograph.In(args[0]);
if (files.DistinctBy(file => file.Label).Count() < 2)
{
    Console.Error.WriteLine($"'{args[0]}' holds no photographs of two classes: give a folder with one folder of photographs per class.");
    return 1;
}

var mlContext = new MLContext(seed: 1);
// A line when training begins, how long it will take, and a line per epoch.
mlContext.Log += (_, entry) =>
{
    if (entry.Kind >= ChannelMessageKind.Info)
        Console.WriteLine(entry.RawMessage);
};
IDataView photographs = mlContext.Data.ShuffleRows(mlContext.Data.LoadFromEnumerable(files));
// The stock ImageClassification trainer reads the same column.
IDataView images = mlContext.Transforms.LoadRawImageBytes("ImageSource", null, nameof(Photograph.ImagePath))
    .Fit(photographs).Transform(photographs);
var split = mlContext.Data.TrainTestSplit(images, testFraction: 0.2);

// Looks at the number of photographs and their size. Everything that it chose can be changed before training.
TrainingRecipe recipe = TrainingRecipe.For(split.TrainSet);
AdversarialDistillationTrainer.Options options = recipe.ToOptions();
options.FeatureColumnName = "ImageSource";
var recorder = new RunRecorder();
options.Progress = recorder;
Console.WriteLine(recipe.IsForPhotographs
    ? $"{recipe.Images} photographs to train on: {recipe.Network.Name} at {recipe.Size} pixels, {recipe.Epochs} epochs."
    : $"{recipe.Images} pictures of {recipe.ShorterSide} pixels are no photographs: the library's defaults.");

var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
    .Append(mlContext.MulticlassClassification.Trainers.AdversarialDistillation(options))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
var model = pipeline.Fit(split.TrainSet);

var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
double chance = 1.0 / metrics.PerClassLogLoss.Count;
Console.WriteLine($"{metrics.MicroAccuracy:P1} right on photographs that it has not seen; chance is {chance:P1}.");

Directory.CreateDirectory(output);
string file = Path.Combine(output, "model.zip");
mlContext.Model.Save(model, photographs.Schema, file);
new RunReport { Run = recorder.Run!, History = recorder.History! }.Write(Path.Combine(output, "report.html"));
Console.WriteLine($"{file}: {new FileInfo(file).Length / 1e6:F1} MB; it needs neither AfdMlNet nor torch. Beside it: report.html.");
return 0;
