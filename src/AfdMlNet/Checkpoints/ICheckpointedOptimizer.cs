using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>An optimizer whose state can be kept.</summary>
internal interface ICheckpointedOptimizer
{
    /// <summary>Steps made. Setting it makes the tensors that an optimizer has only after its first step.</summary>
    long Steps { get; set; }

    /// <summary>Its tensors by name.</summary>
    IEnumerable<(string Name, Tensor Value)> Tensors();
}
