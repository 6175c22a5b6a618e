using AfdMlNet.Cli.Scoring;
using AfdMlNet.Examples;
using AfdMlNet.Tests.Cli;
using Microsoft.ML;

namespace AfdMlNet.Tests.Examples;

/// <summary>Models of <c>afd train</c> on drawn shapes, for the tests of the web example.</summary>
internal sealed class WebApiModels : IDisposable
{
    private readonly ScratchFolder _folder = new();

    /// <summary>A model of all ten shapes.</summary>
    public string Path => Train("ten", ShapePictures.Classes.Count, epochs: 4);

    /// <summary>A model of the first three.</summary>
    public string OtherPath => Train("three", 3, epochs: 1);

    public static Picture[] Pictures(int perClass, int seed = 9) => [.. ShapePictures.Draw(perClass, 32, seed)];

    /// <summary>A copy that a test may write over.</summary>
    public string Copy(string name)
    {
        string copy = _folder[name];
        File.Copy(Path, copy);
        return copy;
    }

    /// <summary>What the saved model answers in this process.</summary>
    public PredictionEngine<ImageRow, ImagePrediction> Engine(out IReadOnlyList<string> classes)
    {
        SavedModel saved = SavedModel.Load(Path);
        classes = saved.Classes;
        return saved.Context.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(saved.Transformer);
    }

    public void Dispose() => _folder.Dispose();

    private string Train(string name, int classes, int epochs)
    {
        string model = _folder[$"{name}-model/model.zip"];
        if (File.Exists(model))
            return model;
        foreach ((Picture picture, int index) in Pictures(12, seed: 1).Select((picture, index) => (picture, index)))
        {
            if (ShapePictures.Classes.Take(classes).Contains(picture.Label))
                File.WriteAllBytes(System.IO.Path.Combine(
                    Directory.CreateDirectory(_folder[$"{name}/{picture.Label}"]).FullName, $"{index:000}.png"), picture.ImageSource);
        }

        CommandLine trained =
            CommandLine.Run("train", _folder[name], "--students", "resnet8,resnet8", "--epochs", $"{epochs}", "--batch-size", "16",
            "--out", _folder[$"{name}-model"]);
        Assert.AreEqual(0, trained.ExitCode, trained.Error);
        return model;
    }
}
