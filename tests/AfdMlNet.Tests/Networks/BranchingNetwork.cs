using AfdMlNet.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks;

/// <summary>
/// A network of one's own that uses what the ready ones do not: joined branches, both poolings, biases, groups, dilation, a layer used
/// twice.
/// </summary>
internal sealed class BranchingNetwork : StudentModule
{
    private readonly Conv2d _stem;
    private readonly Conv2d _left = nn.Conv2d(8, 8, 3, padding: Padding.Same, dilation: 2, groups: 2);
    private readonly Conv2d _right = nn.Conv2d(8, 4, (3, 2), padding: Padding.Same, bias: false);
    private readonly BatchNorm2d _leftNormalization = nn.BatchNorm2d(8, eps: 1e-3);
    private readonly BatchNorm2d _joined = nn.BatchNorm2d(12);
    private readonly Conv2d _twice = nn.Conv2d(12, 12, (1, 3), padding: (0, 1));
    private readonly Linear _head;

    public BranchingNetwork(int channels, int classes) : this(channels, nn.Linear(12, classes, hasBias: false))
    {
    }

    private BranchingNetwork(int channels, Linear head) : base("branching", head)
    {
        _head = head;
        _stem = nn.Conv2d(channels, 8, 5, stride: 2, padding: Padding.Valid);
        RegisterComponents();
    }

    public override T Features<T>(ILayerOperations<T> layers, T image)
    {
        T stem = layers.MaxPool(layers.Relu(layers.Convolution(image, _stem)), kernel: 3, stride: 2, padding: 1);
        T left = layers.Relu(layers.Convolution(stem, _left, _leftNormalization));
        T right = layers.Convolution(stem, _right);
        T joined = layers.Relu(layers.Normalization(layers.Concatenate(left, right), _joined));
        T twice = layers.Convolution(layers.Relu(layers.Convolution(joined, _twice)), _twice);
        return layers.Relu(layers.AveragePool(layers.Add(twice, joined), kernel: 2, stride: 2));
    }
}
