using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The residual network for larger images with basic blocks (He et al. 2015, table 1, depths 18 and 34), as torchvision lays it out.</summary>
internal sealed class ImageNetResNet : StudentModule, IStagedNetwork
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

    [ComponentName(Name = "layer4")]
    private readonly ResidualStage _stage4;

    public ImageNetResNet(int depth, int channels, int classCount) : base($"resnet{depth}", nn.Linear(512, classCount))
    {
        bool deep = depth == 34;
        _stem = HeConvolution.Create(channels, 64, 7, 2);
        _stemNormalization = nn.BatchNorm2d(64);
        _stage1 = new ResidualStage(64, 64, deep ? 3 : 2, 1);
        _stage2 = new ResidualStage(64, 128, deep ? 4 : 2, 2);
        _stage3 = new ResidualStage(128, 256, deep ? 6 : 2, 2);
        _stage4 = new ResidualStage(256, 512, deep ? 3 : 2, 2);
        RegisterComponents();
    }

    public override T Features<T>(ILayerOperations<T> layers, T image) => LastStage(layers, EarlyFeatures(layers, image));

    public T EarlyFeatures<T>(ILayerOperations<T> layers, T image)
    {
        T map = layers.Relu(layers.Convolution(image, _stem, _stemNormalization));
        map = layers.MaxPool(map, kernel: 3, stride: 2, padding: 1);
        map = _stage1.Forward(layers, map);
        map = _stage2.Forward(layers, map);
        return _stage3.Forward(layers, map);
    }

    public T LastStage<T>(ILayerOperations<T> layers, T earlyMap) => _stage4.Forward(layers, earlyMap);

    public IEnumerable<Parameter> LastStageParameters() => _stage4.parameters();
}
