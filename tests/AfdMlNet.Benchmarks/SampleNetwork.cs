using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks;

/// <summary>A network as training might leave it: fixed random weights, batch norms that have seen images.</summary>
internal static class SampleNetwork
{
    public static readonly string[] Classes = [.. Enumerable.Range(0, 100).Select(index => $"class {index}")];

    public static OnnxModelSpec Spec { get; } = new(
        new ImageShape(TestImages.Side, TestImages.Side), [129.3f, 124.1f, 112.4f], [68.2f, 65.4f, 70.4f], Classes,
        new Dictionary<string, string> { [OnnxNames.ImageColumn] = "encoded", [OnnxNames.ImageFit] = "crop" });

    /// <param name="name">The network.</param>
    /// <param name="images">Bytes of some images.</param>
    public static StudentModule Create(string name, byte[] images)
    {
        random.manual_seed(1);
        StudentModule network = StudentNetworks.Parse(name).Create(3, Classes.Length);
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (TorchSharp.Modules.BatchNorm2d normalization in network.modules().OfType<TorchSharp.Modules.BatchNorm2d>())
            normalization.momentum = 0.9;
        network.train();
        for (int pass = 0; pass < 2; pass++)
            network.forward(Normalised(images));
        network.eval();
        return network;
    }

    /// <summary>Bytes, N x H x W x C, to what the network takes.</summary>
    public static Tensor Normalised(byte[] images)
    {
        Tensor pixels = tensor(images).reshape(-1, TestImages.Side, TestImages.Side, 3).permute(0, 3, 1, 2).to(ScalarType.Float32);
        return pixels.sub(tensor(Spec.Mean).reshape(1, 3, 1, 1)).div(tensor(Spec.StandardDeviation).reshape(1, 3, 1, 1));
    }
}
