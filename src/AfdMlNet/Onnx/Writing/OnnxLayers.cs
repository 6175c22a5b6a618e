using AfdMlNet.Networks;
using Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Onnx;

/// <summary>
/// The reading that writes a network as ONNX nodes; a value is its name. Weights keep the names they have in the state dict.
/// </summary>
internal sealed class OnnxLayers : ILayerOperations<string>
{
    /// <summary>All that a layer operation becomes.</summary>
    public static readonly IReadOnlySet<string> Operators = new HashSet<string>
    {
        "Conv", "BatchNormalization", "Relu", "Clip", "Add", "Concat", "MaxPool", "AveragePool", "GlobalAveragePool", "Flatten", "Gemm",
    };

    private readonly OnnxGraphWriter _writer;
    private readonly Dictionary<nn.Module, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(nn.Module Layer, nn.Module? Normalization), string[]> _weights = [];
    private string[]? _relu6;

    public OnnxLayers(OnnxGraphWriter writer, nn.Module network)
    {
        _writer = writer;
        foreach ((string name, nn.Module module) in network.named_modules())
            _names.TryAdd(module, name);
    }

    public string Convolution(string input, Conv2d convolution, BatchNorm2d? normalization = null)
    {
        string[] weights = Weights(convolution, normalization, name =>
        {
            (float[] weight, float[]? bias) = TorchWeights.Folded(convolution, normalization);
            string constant = _writer.Constant($"{name}.weight", weight, convolution.weight.shape);
            return bias is null ? [constant] : [constant, _writer.Constant($"{name}.bias", bias, bias.Length)];
        });
        return Node("Conv", Name(convolution, "conv"), [input, .. weights],
            OnnxProto.Ints("kernel_shape", convolution.kernel_size),
            OnnxProto.Ints("strides", convolution.stride),
            OnnxProto.Ints("pads", Pads(convolution)),
            OnnxProto.Ints("dilations", convolution.dilation),
            OnnxProto.Int("group", convolution.groups));
    }

    public string Normalization(string input, BatchNorm2d normalization)
    {
        string[] weights = Weights(normalization, null, name =>
        {
            var parts = TorchWeights.Normalization(normalization);
            long channels = parts.Mean.Length;
            return
            [
                _writer.Constant($"{name}.weight", TorchWeights.Narrow(parts.Weight), channels),
                _writer.Constant($"{name}.bias", TorchWeights.Narrow(parts.Bias), channels),
                _writer.Constant($"{name}.running_mean", TorchWeights.Narrow(parts.Mean), channels),
                _writer.Constant($"{name}.running_var", TorchWeights.Narrow(parts.Variance), channels),
            ];
        });
        // One node and not a product and a sum: ONNX Runtime keeps its blocked layout across it.
        return Node("BatchNormalization", Name(normalization, "bn"), [input, .. weights], OnnxProto.Float("epsilon", normalization.eps));
    }

    public string Relu(string input) => Node("Relu", "relu", [input]);

    public string Relu6(string input)
    {
        _relu6 ??= [_writer.Constant("relu6.minimum", [0f]), _writer.Constant("relu6.maximum", [6f])];
        return Node("Clip", "relu6", [input, .. _relu6]);
    }

    public string Add(string left, string right) => Node("Add", "add", [left, right]);

    public string Concatenate(string left, string right) => Node("Concat", "concat", [left, right], OnnxProto.Int("axis", 1));

    public string MaxPool(string input, int kernel, int stride, int padding = 0) => Node("MaxPool", "maxpool", [input],
        OnnxProto.Ints("kernel_shape", kernel, kernel),
        OnnxProto.Ints("strides", stride, stride),
        OnnxProto.Ints("pads", padding, padding, padding, padding));

    public string AveragePool(string input, int kernel, int stride) => Node("AveragePool", "avgpool", [input],
        OnnxProto.Ints("kernel_shape", kernel, kernel),
        OnnxProto.Ints("strides", stride, stride));

    public string GlobalAveragePool(string input) =>
        Node("Flatten", "features", [Node("GlobalAveragePool", "pooled", [input])], OnnxProto.Int("axis", 1));

    public string Linear(string input, Linear linear)
    {
        string[] weights = Weights(linear, null, name =>
        {
            string weight = _writer.Constant($"{name}.weight", TorchWeights.Narrow(TorchWeights.Read(linear.weight)), linear.weight.shape);
            return linear.bias is null
                ? [weight]
                : [weight, _writer.Constant($"{name}.bias", TorchWeights.Narrow(TorchWeights.Read(linear.bias)), linear.out_features)];
        });
        return Node("Gemm", Name(linear, "linear"), [input, .. weights], OnnxProto.Int("transB", 1));
    }

    private string Node(string type, string name, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes) =>
        // What is not in the list would be left out of half precision.
        Operators.Contains(type)
            ? _writer.Node(type, name, inputs, attributes)
            : throw new InvalidOperationException($"{type} is not in {nameof(Operators)}.");

    private string Name(nn.Module layer, string otherwise) => _names.GetValueOrDefault(layer, otherwise);

    // A layer that a network applies twice has its weights in the file once.
    private string[] Weights(nn.Module layer, nn.Module? normalization, Func<string, string[]> write)
    {
        if (!_weights.TryGetValue((layer, normalization), out string[]? weights))
            _weights[(layer, normalization)] = weights = write(Name(layer, "weights"));
        return weights;
    }

    private static long[] Pads(Conv2d convolution)
    {
        if (convolution.padding_mode != PaddingModes.Zeros)
            throw new NotSupportedException(
                $"A convolution that pads by {convolution.padding_mode} has no ONNX form here: pad with zeros.");
        if (convolution.padding is { } padding)
            return [.. padding, .. padding];
        if (convolution.padding_type != Padding.Same)
            return [0, 0, 0, 0];
        // PyTorch puts the odd row or column at the end.
        long[] total = [.. convolution.kernel_size.Zip(convolution.dilation, (kernel, dilation) => dilation * (kernel - 1))];
        return [.. total.Select(size => size / 2), .. total.Select(size => size - (size / 2))];
    }
}
