using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>The readings of a network that the library has.</summary>
public static class LayerOperations
{
    /// <summary>
    /// The one that runs a network. Some of its operations overwrite their input. A reading of your own may pass on to it and look at what
    /// goes in and out: <see cref="StudentModule.Features{T}"/> takes it in its place.
    /// </summary>
    public static ILayerOperations<Tensor> Tensors => TensorLayers.Instance;
}
