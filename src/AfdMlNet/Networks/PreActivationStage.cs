using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The pre-activation blocks of one map size; the first one changes the shape.</summary>
internal sealed class PreActivationStage : nn.Module
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<PreActivationBlock> _blocks = [];

    public PreActivationStage(int input, int output, int blocks, int stride) : base(nameof(PreActivationStage))
    {
        for (int block = 0; block < blocks; block++)
            _blocks.Add(block == 0 ? new PreActivationBlock(input, output, stride) : new PreActivationBlock(output, output, 1));
        RegisterComponents();
    }

    public T Forward<T>(ILayerOperations<T> layers, T input) => _blocks.Aggregate(input, (map, block) => block.Forward(layers, map));
}
