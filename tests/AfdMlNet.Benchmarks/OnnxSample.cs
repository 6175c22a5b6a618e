using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;

namespace AfdMlNet.Benchmarks;

/// <summary>A model with its images and answers, for runtimes of other languages.</summary>
internal static class OnnxSample
{
    private const int Count = 50;

    public static void Write(string archive, string folder)
    {
        Runtime.TorchRuntime.EnsureLoaded();
        using var images = new TestImages(archive, Count);
        byte[] pixels = images.Bytes(0, images.Files.Count);
        using StudentModule network = SampleNetwork.Create("resnet20", pixels);
        byte[] model = OnnxVariant.Of(StudentOnnx.Write(network, SampleNetwork.Spec), new OnnxExportOptions { Input = OnnxInput.Bytes });
        using var session = new BatchSession(model, new OnnxDevice());
        BatchScores scores = session.Run(pixels, images.Files.Count);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "student.onnx"), model);
        File.WriteAllBytes(Path.Combine(folder, "images.bin"), pixels);
        File.WriteAllText(
            Path.Combine(folder, "answers.json"),
            System.Text.Json.JsonSerializer.Serialize(
                new { count = images.Files.Count, labels = scores.Labels, probabilities = scores.Scores }));
    }
}
