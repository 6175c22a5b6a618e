using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>The mean of what several teachers say.</summary>
internal static class Average
{
    public static Tensor Of(IReadOnlyList<Tensor> values) => values.Count == 1 ? values[0] : stack(values).mean([0]);
}
