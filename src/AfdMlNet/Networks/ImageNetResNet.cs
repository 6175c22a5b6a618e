using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// The residual network for larger images with basic blocks (He et al. 2015, table 1), named as torchvision does, of one to four stages.
/// </summary>
internal sealed class ImageNetResNet : StudentModule, IStagedNetwork, IStemmedNetwork
{
    [ComponentName(Name = "conv1")]
    private readonly Conv2d _stem;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _stemNormalization;

    [ComponentName(Name = "layer1")]
    private readonly ResidualStage _stage1;

    [ComponentName(Name = "layer2")]
    private readonly ResidualStage? _stage2;

    [ComponentName(Name = "layer3")]
    private readonly ResidualStage? _stage3;

    [ComponentName(Name = "layer4")]
    private readonly ResidualStage? _stage4;

    public ImageNetResNet(
        string name, ResNetLayout layout, int channels, int classCount) : base(name, nn.Linear(layout.Widths[^1], classCount))
    {
        _stem = HeConvolution.Create(channels, layout.Widths[0], 7, 2);
        _stemNormalization = nn.BatchNorm2d(layout.Widths[0]);
        _stage1 = new ResidualStage(layout.Widths[0], layout.Widths[0], layout.Blocks[0], 1);
        _stage2 = Stage(layout, 1);
        _stage3 = Stage(layout, 2);
        _stage4 = Stage(layout, 3);
        RegisterComponents();
    }

    public Conv2d StemConvolution => _stem;

    public BatchNorm2d StemNormalization => _stemNormalization;

    private IEnumerable<ResidualStage> Stages => new[] { _stage1, _stage2, _stage3, _stage4 }.OfType<ResidualStage>();

    public override T Features<T>(ILayerOperations<T> layers, T image) => LastStage(layers, EarlyFeatures(layers, image));

    public T EarlyFeatures<T>(ILayerOperations<T> layers, T image)
    {
        T map = layers.Relu(layers.Convolution(image, _stem, _stemNormalization));
        map = layers.MaxPool(map, kernel: 3, stride: 2, padding: 1);
        return Stages.SkipLast(1).Aggregate(map, (current, stage) => stage.Forward(layers, current));
    }

    public T LastStage<T>(ILayerOperations<T> layers, T earlyMap) => Stages.Last().Forward(layers, earlyMap);

    public IEnumerable<Parameter> LastStageParameters() => Stages.Last().parameters();

    private static ResidualStage? Stage(ResNetLayout layout, int stage) =>
        stage < layout.Blocks.Count ? new ResidualStage(layout.Widths[stage - 1], layout.Widths[stage], layout.Blocks[stage], 2) : null;
}
