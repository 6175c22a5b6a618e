using static TorchSharp.torch;

namespace AfdMlNet.Runtime;

/// <summary>
/// Where the networks of a ring live: network k on device k mod n, with its games, its average and its optimizers. Of a network only the
/// logits and maps that others learn from, or are compared with, leave its device, as copies.
/// </summary>
/// <param name="devices">The devices, at least one.</param>
internal sealed class Placement(params IReadOnlyList<Device> devices)
{
    /// <summary>The device of network k.</summary>
    public Device this[int k] => devices[k % devices.Count];

    /// <summary>How a tensor gets to a device; where it is there already it stays as it is. Tests look on here.</summary>
    public Func<Tensor, Device, Tensor> Copy { get; init; } = (value, device) => value.to(device);
}
