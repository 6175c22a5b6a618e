using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018, table 2), named as torchvision does. Its classifier has no dropout: networks of a ring draw no random
/// numbers while they run.
/// </summary>
internal sealed class MobileNetV2 : StudentModule, IStagedNetwork, IStemmedNetwork
{
    // Table 2: expansion t, channels c, repeats n, stride s.
    private static readonly (int Expansion, int Channels, int Repeats, int Stride)[] _table =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    // The stem and the 13 blocks before the last stride.
    private const int Early = 14;

    [ComponentName(Name = "features")]
    private readonly ModuleList<nn.Module> _parts;

    [ComponentName(Name = "classifier")]
    private readonly ModuleDict<Linear> _classifier;

    public MobileNetV2(string name, double width, int channels, int classCount) : base(name, Head(width, classCount))
    {
        int last = Scaled(32, width);
        var parts = new List<nn.Module> { new NormalizedConvolution(channels, last, 3, 2) };
        foreach ((int expansion, int wide, int repeats, int stride) in _table)
        {
            for (int block = 0; block < repeats; block++)
            {
                int output = Scaled(wide, width);
                parts.Add(new InvertedResidual(last, output, block == 0 ? stride : 1, expansion));
                last = output;
            }
        }
        parts.Add(new NormalizedConvolution(last, LastWidth(width), 1));
        _parts = new ModuleList<nn.Module>([.. parts]);
        // torchvision's member 0 is the dropout.
        _classifier = nn.ModuleDict<Linear>(("1", Classifier));
        RegisterComponents();
    }

    public Conv2d StemConvolution => ((NormalizedConvolution)_parts[0]).Convolution;

    public BatchNorm2d StemNormalization => ((NormalizedConvolution)_parts[0]).Normalization;

    public override T Features<T>(ILayerOperations<T> layers, T image) => LastStage(layers, EarlyFeatures(layers, image));

    public T EarlyFeatures<T>(ILayerOperations<T> layers, T image) => Run(layers, image, _parts.Take(Early));

    public T LastStage<T>(ILayerOperations<T> layers, T earlyMap) => Run(layers, earlyMap, _parts.Skip(Early));

    public IEnumerable<Parameter> LastStageParameters() => _parts.Skip(Early).SelectMany(part => part.parameters());

    private static T Run<T>(ILayerOperations<T> layers, T input, IEnumerable<nn.Module> parts) => parts.Aggregate(
        input,
        (map, part) => part is InvertedResidual block ? block.Forward(layers, map) : ((NormalizedConvolution)part).Forward(layers, map));

    private static Linear Head(double width, int classCount)
    {
        Linear head = nn.Linear(LastWidth(width), classCount);
        nn.init.normal_(head.weight, 0, 0.01);
        nn.init.zeros_(head.bias!);
        return head;
    }

    private static int LastWidth(double width) => Scaled(1280, Math.Max(1, width));

    // torchvision's _make_divisible: to the nearest multiple of 8, but never below nine tenths.
    private static int Scaled(int channels, double width)
    {
        double exact = channels * width;
        int rounded = Math.Max(8, (int)(exact + 4) / 8 * 8);
        return rounded < 0.9 * exact ? rounded + 8 : rounded;
    }
}
