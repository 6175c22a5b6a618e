using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>A part of a run whose state is kept in checkpoints. Saving and resuming are a loop over the parts.</summary>
internal interface ICheckpointed
{
    /// <summary>Its name in a checkpoint; no other part has it.</summary>
    string Name { get; }

    /// <summary>What it counts. Setting it makes the tensors that a fresh part does not have yet.</summary>
    /// <exception cref="InvalidDataException">It is set to what is not this part's state; the message says why.</exception>
    JsonNode? State { get; set; }

    /// <summary>Its tensors by name, as they live: a checkpoint's are copied into them.</summary>
    IEnumerable<(string Name, Tensor Value)> Tensors();
}
