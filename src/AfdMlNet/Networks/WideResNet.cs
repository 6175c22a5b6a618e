using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// The wide residual network (Zagoruyko and Komodakis 2016) of depth 6n + 4 and width k: three stages of n pre-activation blocks with
/// 16k, 32k and 64k channels, then batch norm and ReLU. No dropout.
/// </summary>
internal sealed class WideResNet : StudentModule, IStagedNetwork
{
    [ComponentName(Name = "conv1")]
    private readonly Conv2d _stem;

    [ComponentName(Name = "block1")]
    private readonly PreActivationStage _stage1;

    [ComponentName(Name = "block2")]
    private readonly PreActivationStage _stage2;

    [ComponentName(Name = "block3")]
    private readonly PreActivationStage _stage3;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _normalization;

    public WideResNet(int depth, int width, int channels, int classCount) : base($"wrn{depth}-{width}", nn.Linear(64 * width, classCount))
    {
        int blocks = (depth - 4) / 6;
        _stem = HeConvolution.Create(channels, 16, 3);
        _stage1 = new PreActivationStage(16, 16 * width, blocks, 1);
        _stage2 = new PreActivationStage(16 * width, 32 * width, blocks, 2);
        _stage3 = new PreActivationStage(32 * width, 64 * width, blocks, 2);
        _normalization = nn.BatchNorm2d(64 * width);
        nn.init.zeros_(Classifier.bias!);
        RegisterComponents();
    }

    public override T Features<T>(ILayerOperations<T> layers, T image) => LastStage(layers, EarlyFeatures(layers, image));

    public T EarlyFeatures<T>(ILayerOperations<T> layers, T image)
    {
        T map = layers.Convolution(image, _stem);
        return _stage2.Forward(layers, _stage1.Forward(layers, map));
    }

    public T LastStage<T>(ILayerOperations<T> layers, T earlyMap) =>
        layers.Relu(layers.Normalization(_stage3.Forward(layers, earlyMap), _normalization));

    public IEnumerable<Parameter> LastStageParameters() => [.. _stage3.parameters(), .. _normalization.parameters()];
}
