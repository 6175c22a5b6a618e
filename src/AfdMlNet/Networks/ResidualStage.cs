using TorchSharp.Modules;

namespace AfdMlNet.Networks;

/// <summary>The blocks of one map size; the first one changes the shape.</summary>
internal sealed class ResidualStage(int input, int output, int blocks, int stride)
    : ModuleList<ResidualBlock>([.. Blocks(input, output, blocks, stride)])
{
    public T Forward<T>(ILayerOperations<T> layers, T input) => this.Aggregate(input, (map, block) => block.Forward(layers, map));

    private static IEnumerable<ResidualBlock> Blocks(int input, int output, int blocks, int stride)
    {
        for (int block = 0; block < blocks; block++)
            yield return block == 0 ? new ResidualBlock(input, output, stride) : new ResidualBlock(output, output, 1);
    }
}
