using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// The residual network for small images (He et al. 2015, section 4.2) of depth 6n + 2: three stages of n blocks with 16, 32 and 64
/// channels. Its shortcuts are projections where the shape changes, as in the distillation literature's codes (the paper pads with zeros).
/// </summary>
internal sealed class CifarResNet : StudentModule, IStagedNetwork
{
    [ComponentName(Name = "conv1")]
    private readonly Conv2d _stem;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _stemNormalization;

    [ComponentName(Name = "layer1")]
    private readonly ResidualStage _stage1;

    [ComponentName(Name = "layer2")]
    private readonly ResidualStage _stage2;

    [ComponentName(Name = "layer3")]
    private readonly ResidualStage _stage3;

    public CifarResNet(int depth, int channels, int classCount) : base($"resnet{depth}", nn.Linear(64, classCount))
    {
        int blocks = (depth - 2) / 6;
        _stem = HeConvolution.Create(channels, 16, 3);
        _stemNormalization = nn.BatchNorm2d(16);
        _stage1 = new ResidualStage(16, 16, blocks, 1);
        _stage2 = new ResidualStage(16, 32, blocks, 2);
        _stage3 = new ResidualStage(32, 64, blocks, 2);
        RegisterComponents();
    }

    public override T Features<T>(ILayerOperations<T> layers, T image) => LastStage(layers, EarlyFeatures(layers, image));

    public T EarlyFeatures<T>(ILayerOperations<T> layers, T image)
    {
        T map = layers.Relu(layers.Convolution(image, _stem, _stemNormalization));
        return _stage2.Forward(layers, _stage1.Forward(layers, map));
    }

    public T LastStage<T>(ILayerOperations<T> layers, T earlyMap) => _stage3.Forward(layers, earlyMap);

    public IEnumerable<Parameter> LastStageParameters() => _stage3.parameters();
}
