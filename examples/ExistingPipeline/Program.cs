// The usual ML.NET image pipeline on a folder of class folders. Only the trainer's line differs from the one for ImageClassification.
// Run: dotnet run -c Release --project examples/ExistingPipeline -- FOLDER

using AfdMlNet.Networks;
using Microsoft.ML;
using Microsoft.ML.Runtime;

if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("Usage: ExistingPipeline FOLDER, a folder with one folder of images per class.");
    return 2;
}

var mlContext = new MLContext(seed: 1);
// A line when training begins, how long it will take, and a line per epoch.
mlContext.Log += (_, entry) =>
{
    if (entry.Kind >= ChannelMessageKind.Info)
        Console.WriteLine(entry.RawMessage);
};
ImageFile[] files =
[
    .. Directory.EnumerateFiles(args[0], "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".bmp" or ".gif" or ".webp")
        .Select(path => new ImageFile { ImagePath = path, Label = Path.GetFileName(Path.GetDirectoryName(path)!) }),
];
IDataView images = mlContext.Data.ShuffleRows(mlContext.Data.LoadFromEnumerable(files));

var preprocessing = mlContext.Transforms.Conversion.MapValueToKey("LabelKey", "Label")
    .Append(mlContext.Transforms.LoadRawImageBytes("Image", imageFolder: null, "ImagePath"));
IDataView prepared = preprocessing.Fit(images).Transform(images);
var split = mlContext.Data.TrainTestSplit(prepared, testFraction: 0.2);

var pipeline =
    // It was: mlContext.MulticlassClassification.Trainers.ImageClassification(labelColumnName: "LabelKey", featureColumnName: "Image")
    mlContext.MulticlassClassification.Trainers.AdversarialDistillation(
        labelColumnName: "LabelKey",
        featureColumnName: "Image",
        students: [StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(14)])
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

var model = pipeline.Fit(split.TrainSet);

var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(split.TestSet), labelColumnName: "LabelKey");
Console.WriteLine($"Accuracy {metrics.MicroAccuracy:P1}, log-loss {metrics.LogLoss:F3}");

string modelPath = Path.Combine(Path.GetTempPath(), "AfdMlNet.ExistingPipeline.zip");
mlContext.Model.Save(model, prepared.Schema, modelPath);

ITransformer saved = mlContext.Model.Load(modelPath, out _);
using var engine = mlContext.Model.CreatePredictionEngine<ImageBytes, ImagePrediction>(saved);
ImagePrediction prediction = engine.Predict(new ImageBytes { Image = File.ReadAllBytes(files[0].ImagePath) });
Console.WriteLine($"{files[0].ImagePath}: {prediction.PredictedLabel} ({prediction.Score.Max():P1})");
return 0;
