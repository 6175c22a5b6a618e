using AfdMlNet.Networks;

namespace AfdMlNet.ImageNet;

/// <summary>Networks that start from weights for ImageNet.</summary>
public static class ImageNetNetworks
{
    /// <summary>
    /// The names <c>imagenet-resnet18</c> and, of those cut from it, <c>imagenet-resnet18-s3</c> (three stages), <c>-b1</c> (one block a
    /// stage), <c>-w50</c> (half the channels), and any of these together in this order. For
    /// <see cref="StudentNetworks.Parse(string, IReadOnlyList{INetworkFamily})"/>.
    /// </summary>
    public static INetworkFamily Family { get; } = new ImageNetFamily();

    /// <summary>
    /// ResNet-18 with the weights of the package Microsoft.ML.DnnImageFeaturizer.ResNet18: four stages of 2, 2, 2 and 3 blocks, 512
    /// features, and a fresh classifier. It takes colour images and asks for their normalisation.
    /// </summary>
    /// <returns>The recipe, named <c>imagenet-resnet18</c>. Its weights are read each time that a network is made.</returns>
    public static ImageNetResNet18 ResNet18() => new(new ResNetCut());
}
