// Trains an image classifier on a folder with one folder of images per class, and writes model.zip and report.html.
// Run: dotnet run -c Release -- FOLDER [EPOCHS]

using System.Globalization;
using AfdMlNet;
using AfdMlNet.Networks;
using AfdMlNet.Reporting;
using AfdTrain;
using Microsoft.ML;
using Microsoft.ML.Runtime;

if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("Give a folder with one folder of images per class.");
    return 2;
}

var mlContext = new MLContext(seed: 1);
mlContext.Log += (_, entry) =>
{
    if (entry.Kind >= ChannelMessageKind.Info)
        Console.WriteLine(entry.RawMessage);
};

ImageFile[] files = ImageFile.In(args[0]);
IDataView images = mlContext.Data.ShuffleRows(mlContext.Data.LoadFromEnumerable(files));
var split = mlContext.Data.TrainTestSplit(images, testFraction: 0.2);

var recorder = new RunRecorder();
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("LabelKey", "Label")
    .Append(mlContext.Transforms.LoadRawImageBytes("Image", imageFolder: null, "ImagePath"))
    // It was: mlContext.MulticlassClassification.Trainers.ImageClassification("LabelKey", "Image")
    .Append(mlContext.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
    {
        LabelColumnName = "LabelKey",
        FeatureColumnName = "Image",
        Students = [StudentNetworks.CifarResNet(20), StudentNetworks.CifarResNet(32)],
        Epochs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60,
        Progress = recorder,
    }))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
var model = pipeline.Fit(split.TrainSet);

var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(split.TestSet), labelColumnName: "LabelKey");
double chance = 1.0 / metrics.PerClassLogLoss.Count;
Console.WriteLine($"Accuracy {metrics.MicroAccuracy:P1} on images that no network has seen; chance {chance:P1}.");
mlContext.Model.Save(model, images.Schema, "model.zip");
new RunReport { Run = recorder.Run!, History = recorder.History! }.Write("report.html");
Console.WriteLine("Wrote model.zip and report.html.");
return 0;
