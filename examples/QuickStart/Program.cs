// A small network trained alone, and the same network taught by others in a ring: which is better on pictures neither has seen?
// The training labels hold mistakes, as people's do. A network alone learns them by heart; networks that teach each other less so.
// Run: dotnet run -c Release --project examples/QuickStart
// Or write the pictures as files: dotnet run -c Release --project examples/QuickStart -- pictures FOLDER

using System.Globalization;
using AfdMlNet;
using AfdMlNet.Distillation;
using AfdMlNet.Examples;
using AfdMlNet.Networks;
using Microsoft.ML;
using static Microsoft.ML.Transforms.ValueToKeyMappingEstimator;

const int Size = 16;
const int TrainingPerClass = 40;
const double Mislabelled = 0.3;
const int FilesPerClass = 100;
const int TestPerClass = 100;
const int Epochs = 40;
const int BatchSize = 32;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["pictures", string folder])
{
    // The same pictures and more as files, to try the tool on: afd train FOLDER
    PictureFiles.Write(Path.Combine(folder, "train"), ShapePictures.Draw(FilesPerClass, Size, seed: 1));
    PictureFiles.Write(Path.Combine(folder, "test"), ShapePictures.Draw(TestPerClass, Size, seed: 2));
    return;
}

var mlContext = new MLContext();
List<Picture> pictures = ShapePictures.Draw(TrainingPerClass, Size, seed: 101);
ShapePictures.Mislabel(pictures, Mislabelled, seed: 1);
IDataView training = mlContext.Data.LoadFromEnumerable(pictures);
IDataView test = mlContext.Data.LoadFromEnumerable(ShapePictures.Draw(TestPerClass, Size, seed: 2));

// The first network of a ring is deployed. A ring of strangers (Independent) trains it alone, on the same images from the same start.
(string Name, DistillationMethod Method, string[] Ring)[] runs =
[
    ("alone", DistillationMethod.Independent, ["resnet8", "resnet14"]),
    ("ring of two", DistillationMethod.Afd, ["resnet8", "resnet14"]),
    ("ring of three", DistillationMethod.Afd, ["resnet8", "resnet14", "resnet8"]),
];
string modelPath = Path.Combine(Path.GetTempPath(), "AfdMlNet.QuickStart", "model.zip");
Directory.CreateDirectory(Path.GetDirectoryName(modelPath)!);

List<string> table = [];
double best = 0;
foreach ((string name, DistillationMethod method, string[] ring) in runs)
{
    Console.WriteLine($"{name}: {string.Join(" -> ", ring)}");
    // By name: the first labels of pictures with mistakes may come in any order.
    var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: KeyOrdinality.ByValue)
        .Append(mlContext.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
        {
            FeatureColumnName = "ImageSource",
            Students = [.. ring.Select(StudentNetworks.Parse)],
            Method = method,
            Epochs = Epochs,
            BatchSize = BatchSize,
            RampUp = 0.5,
            ValidationFraction = 0,
            Seed = 1,
            Progress = new EpochLines(),
        }))
        .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    using var model = pipeline.Fit(training);
    var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(test));
    table.Add($"{name,-14} {metrics.MicroAccuracy,8:P1} {metrics.LogLoss,10:F3}");
    if (metrics.MicroAccuracy <= best)
        continue;
    best = metrics.MicroAccuracy;
    mlContext.Model.Save(model, training.Schema, modelPath);
}

Console.WriteLine();
int tested = TestPerClass * ShapePictures.Classes.Count;
Console.WriteLine($"resnet8        {"accuracy",8} {"log-loss",10}   on {tested} new pictures, labels all right");
table.ForEach(Console.WriteLine);

// From here on it is any ML.NET app: the saved model needs neither torch nor the trainer.
ITransformer saved = mlContext.Model.Load(modelPath, out _);
using var engine = mlContext.Model.CreatePredictionEngine<Picture, Prediction>(saved);
Picture picture = ShapePictures.Draw(1, Size, seed: 3).First(one => one.Label == "ring");
Prediction prediction = engine.Predict(picture);
Console.WriteLine();
Console.WriteLine($"{modelPath} sees in the picture of a {picture.Label}:");
foreach ((string shape, float probability) in ShapePictures.Classes.Zip(prediction.Score).OrderByDescending(pair => pair.Second).Take(3))
    Console.WriteLine($"  {shape,-10} {probability,7:P1}");
