// A network of one's own, taught by one of the catalog, exported to ONNX and run once without torch.
// Run: dotnet run -c Release --project examples/CustomNetwork

using System.Globalization;
using AfdMlNet;
using AfdMlNet.Examples;
using AfdMlNet.Networks;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

const int Size = 24;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var mlContext = new MLContext(seed: 1);
IDataView training = mlContext.Data.LoadFromEnumerable(ShapePictures.Draw(perClass: 60, Size, seed: 1));
IDataView keyed = mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(training).Transform(training);

var trainer = mlContext.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
{
    FeatureColumnName = "ImageSource",
    Students = [new SeparableNetwork(Width: 32), StudentNetworks.CifarResNet(8)],
    Epochs = 8,
    BatchSize = 32,
});
using AdversarialDistillationTransformer student = trainer.Fit(keyed);
Console.WriteLine($"{student.StudentName}: {student.History.Students[0].KeptValidationAccuracy:P1} of the validation images right after "
    + $"epoch {student.History.Students[0].KeptEpoch}");

string path = Path.Combine(Path.GetTempPath(), "AfdMlNet.CustomNetwork.onnx");
student.ExportOnnx(path);

// The input is the pixels as they are, 0 to 255, channel by channel: normalisation is inside the graph.
using var session = new InferenceSession(path);
var grey = new DenseTensor<float>(Enumerable.Repeat(128f, 3 * Size * Size).ToArray(), [1, 3, Size, Size]);
using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("image", grey)]);
float[] probabilities = [.. outputs.Single(output => output.Name == "probabilities").AsEnumerable<float>()];
Console.WriteLine(
    $"{path} takes a grey square for: {student.ClassNames[Array.IndexOf(probabilities, probabilities.Max())]} ({probabilities.Max():P1})");
