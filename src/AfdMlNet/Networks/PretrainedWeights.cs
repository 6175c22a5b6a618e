namespace AfdMlNet.Networks;

/// <summary>Networks that start from weights trained before, in PyTorch or elsewhere.</summary>
public static class PretrainedWeights
{
    /// <summary>The part of a rate meant for fresh weights that does not destroy trained ones.</summary>
    internal const double LearningRateFactor = 0.1;

    /// <summary>
    /// The same network, started from a file of PyTorch weights instead of fresh ones: a state dict that <c>torch.save</c> wrote (.pth,
    /// .pt, PyTorch 1.6 and later) or a .safetensors file. The file is read each time that a network is made; nothing in it is run, and a
    /// file that asks for anything but tensors and plain values is refused.
    /// </summary>
    /// <remarks>
    /// Names are those of torchvision for ResNet-18 and 34, of chenyaofo/pytorch-cifar-models and the distillation literature for
    /// CIFAR-style ResNets, and of xternalz/WideResNet-pytorch for Wide ResNets. A prefix <c>module.</c>, <c>model.</c> or
    /// <c>state_dict.</c> of all names is dropped, <c>linear.</c> may stand for <c>fc.</c> and <c>shortcut.</c> for <c>downsample.</c>, and
    /// <c>num_batches_tracked</c> does not matter. A state dict within a checkpoint (<c>state_dict</c>, <c>model_state_dict</c>,
    /// <c>model</c>, <c>net</c>) is found. All tensors must be there and of the network's shape, but for a classifier of another number of
    /// classes: that is left at its fresh initialisation. When such a network is made, <see cref="InvalidDataException"/> lists all that
    /// does not fit.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="loaded">
    /// Called when a network has been made, with what was left fresh; null for nobody. Called on the training thread.
    /// </param>
    /// <returns>The recipe, of the same name.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IStudentNetwork WithWeights(this IStudentNetwork network, string path, Action<WeightsLoaded>? loaded = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        // At once rather than after all images are read. A full path stays right when the current folder changes.
        string full = Path.GetFullPath(path);
        return File.Exists(full)
            ? new PretrainedNetwork(network, full, loaded)
            : throw new FileNotFoundException($"There is no file '{path}' with weights for {network.Name}.", path);
    }
}
