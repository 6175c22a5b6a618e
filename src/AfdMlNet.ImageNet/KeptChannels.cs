using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.ImageNet;

/// <summary>
/// The channels that a cut network keeps: of each stage's map, which all of its blocks share, and between the convolutions of each block.
/// </summary>
internal sealed class KeptChannels
{
    private readonly Dictionary<string, Tensor> _outputs = [];
    private readonly Dictionary<string, Tensor> _inputs = [];

    /// <summary>Chooses them. The indices belong to the caller's scope.</summary>
    public static KeptChannels Of(ResNet18Weights weights, ResNetLayout whole, ResNetLayout kept, ChannelChooser choose)
    {
        var channels = new KeptChannels();
        Tensor previous = arange(3);
        for (int stage = 0; stage < kept.Blocks.Count; stage++)
        {
            int count = kept.Widths[stage];
            string[] blocks =
                [.. Enumerable.Range(0, whole.Blocks[stage]).Select(block => FormattableString.Invariant($"layer{stage + 1}.{block}"))];
            string begins = stage == 0 ? "bn1" : $"{blocks[0]}.downsample.1";
            Tensor map = choose([Scale(begins), .. blocks.Select(block => Scale($"{block}.bn2"))], count);
            if (stage == 0)
                channels.Add("conv1", "bn1", previous, map);
            else
                channels.Add($"{blocks[0]}.downsample.0", begins, previous, map);
            foreach (string block in blocks)
            {
                Tensor inner = choose([Scale($"{block}.bn1")], count);
                channels.Add($"{block}.conv1", $"{block}.bn1", stage > 0 && block == blocks[0] ? previous : map, inner);
                channels.Add($"{block}.conv2", $"{block}.bn2", inner, map);
            }
            previous = map;
        }
        return channels;

        Tensor Scale(string normalization) => weights[$"{normalization}.weight"].abs();
    }

    /// <summary>The part of a tensor that is kept.</summary>
    public Tensor Of(string name, Tensor stored)
    {
        string layer = name[..name.LastIndexOf('.')];
        Tensor rows = stored.index_select(0, _outputs[layer]);
        return _inputs.TryGetValue(layer, out Tensor? columns) ? rows.index_select(1, columns) : rows;
    }

    private void Add(string convolution, string normalization, Tensor input, Tensor output)
    {
        (_inputs[convolution], _outputs[convolution], _outputs[normalization]) = (input, output, output);
    }
}
