using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>An optimizer whose state can be kept.</summary>
internal interface IStatefulOptimizer
{
    /// <summary>Steps made.</summary>
    long Steps { get; set; }

    /// <summary>Its tensors by name; those that its first step makes only after that.</summary>
    IEnumerable<(string Name, Tensor Value)> Tensors();

    /// <summary>Makes those tensors that are stored and not there yet.</summary>
    /// <param name="isStored">Whether there is one of a name.</param>
    void Allocate(Func<string, bool> isStored);
}
