using System.IO.Compression;
using AfdMlNet.Networks;
using AfdMlNet.Tests.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Tests.Integration;

/// <summary>A ring on photographs, whose student is then scored in three ways that must agree. Needs ../shared/data.</summary>
[TestClass]
public sealed class PhotographTests
{
    [TestMethod]
    public void Fit_Photographs_LearnsAndScoresAlikeInProcessInAStockApplicationAndInOnnxRuntime()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Make("data");
        ZipFile.ExtractToDirectory(SharedData.File("cifar100-10c-mini-png.zip"), data);
        (string training, string testing) = (Find(data, "train"), Find(data, "test"));
        var ml = new MLContext(1);
        IDataView test = ml.Data.LoadFromEnumerable(PathRow.Below(testing));
        var pipeline = ml.Transforms.LoadImages("Image", string.Empty, "ImagePath")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
            .Append(ml.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
            {
                FeatureColumnName = "Image",
                Students = [StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(14)],
                Epochs = 4,
                BatchSize = 60,
            }));

        using var model = pipeline.Fit(ml.Data.LoadFromEnumerable(PathRow.Below(training)));

        IDataView scored = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")
            .Fit(model.Transform(test))
            .Transform(model.Transform(test));
        string[] inProcess = [.. scored.GetColumn<string>("PredictedLabel")];
        double accuracy = ml.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy;
        Assert.IsGreaterThan(0.2, accuracy, "Chance is 0.1.");

        string path = Path.Combine(folder.Make("model"), "model.zip");
        ml.Model.Save(model.Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(model.Transform(test))), test.Schema, path);
        CollectionAssert.AreEqual(
            inProcess, ScoringApplication.Score(ScoringApplication.Stock, path, testing).Select(image => image.Label).ToArray());

        string onnx = Path.Combine(folder.Make("model"), "student.onnx");
        model.LastTransformer.ExportOnnx(onnx);
        CollectionAssert.AreEqual(inProcess, OnnxLabels(onnx, PathRow.Below(testing), model.LastTransformer.ClassNames));
    }

    private static string[] OnnxLabels(string onnx, PathRow[] images, IReadOnlyList<string> classes)
    {
        var input = new DenseTensor<float>([images.Length, 3, 32, 32]);
        for (int n = 0; n < images.Length; n++)
        {
            using var bitmap = SkiaSharp.SKBitmap.Decode(images[n].ImagePath);
            for (int y = 0; y < 32; y++)
            {
                for (int x = 0; x < 32; x++)
                {
                    SkiaSharp.SKColor color = bitmap.GetPixel(x, y);
                    (input[n, 0, y, x], input[n, 1, y, x], input[n, 2, y, x]) = (color.Red, color.Green, color.Blue);
                }
            }
        }

        using var session = new InferenceSession(onnx);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("image", input)]);
        return [.. outputs.Single(output => output.Name == "label").AsEnumerable<long>().Select(label => classes[(int)label])];
    }

    private static string Find(string folder, string name) => Directory.GetDirectories(folder, name, SearchOption.AllDirectories).Single();
}
