using System.Runtime.InteropServices;
using AfdMlNet.Networks;
using Onnx;
using static TorchSharp.torch;

namespace AfdMlNet.ImageNet;

/// <summary>The file's tensors by torchvision's names, and networks started from them.</summary>
internal sealed class ResNet18Weights : IDisposable
{
    private static readonly string[] _normalizationParts = ["weight", "bias", "running_mean", "running_var"];

    private readonly Dictionary<string, Tensor> _tensors;

    private ResNet18Weights(Dictionary<string, Tensor> tensors) => _tensors = tensors;

    public Tensor this[string name] => _tensors[name];

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is another.</exception>
    public static ResNet18Weights Read(string path)
    {
        GraphProto graph = ResNet18File.Read(path);
        using var scope = NewDisposeScope();
        Dictionary<string, TensorProto> stored = graph.Initializer.ToDictionary(tensor => tensor.Name);
        Dictionary<string, NodeProto> normalizations = graph.Node.Where(node => node.OpType == "BatchNormalization")
            .ToDictionary(node => node.Input[0]);
        var tensors = new Dictionary<string, Tensor>();
        foreach ((NodeProto convolution, (string own, string follows)) in graph.Node.Where(node => node.OpType == "Conv")
            .Zip(ResNetNames.InFileOrder()))
        {
            tensors[$"{own}.weight"] = Values(stored[convolution.Input[1]]);
            NodeProto normalization = normalizations[convolution.Output[0]];
            foreach ((string part, string input) in _normalizationParts.Zip(normalization.Input.Skip(1)))
                tensors[$"{follows}.{part}"] = Values(stored[input]).flatten();
        }

        // The file takes blue first.
        tensors["conv1.weight"] = tensors["conv1.weight"].flip(1);
        foreach (Tensor tensor in tensors.Values)
            tensor.DetachFromDisposeScope();
        return new ResNet18Weights(tensors);
    }

    /// <summary>Copies what is kept into a network; its classifier stays fresh.</summary>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="whole">The file's blocks and channels.</param>
    /// <param name="kept">The network's.</param>
    /// <param name="choose">Which channels are kept.</param>
    /// <returns>The network.</returns>
    public StudentModule Start(ImageNetResNet network, ResNetLayout whole, ResNetLayout kept, ChannelChooser choose)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        KeptChannels channels = KeptChannels.Of(this, whole, kept, choose);
        foreach ((string name, Tensor own) in network.state_dict())
        {
            if (_tensors.TryGetValue(name, out Tensor? stored))
                own.copy_(channels.Of(name, stored));
        }
        InputFold.Apply(network, ResNet18File.Stored, ResNet18File.Normalization);
        network.HasFreshHead = true;
        return network;
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
            tensor.Dispose();
    }

    private static Tensor Values(TensorProto stored)
    {
        float[] values = stored.FloatData.Count > 0
            ? [.. stored.FloatData]
            : MemoryMarshal.Cast<byte, float>(stored.RawData.Span).ToArray();
        return tensor(values).reshape([.. stored.Dims]);
    }
}
