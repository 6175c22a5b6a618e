using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>
/// One network of the ring: a feature extractor G and a classifier. Derive from it to bring your own network: create the layers,
/// call <c>RegisterComponents()</c> at the end of the constructor, and write <see cref="Features{T}"/> in layer operations.
/// </summary>
/// <remarks>
/// Dropout and other layers that draw random numbers while they run are not supported: the ring trains on several threads.
/// </remarks>
public abstract class StudentModule : nn.Module<Tensor, (Tensor FeatureMap, Tensor Logits)>
{
    // Boxed: TorchSharp registers every field that holds a module under the field's name, and this one's name is chosen below.
    private readonly StrongBox<Linear> _classifier;

    /// <summary>Starts a network.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="classifier">
    /// The last layer, from the pooled features to the logits. Its weights are stored as <c>fc</c>, unless a field of the derived class
    /// holds it too and so names it.
    /// </param>
    protected StudentModule(string name, Linear classifier) : base(name)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        _classifier = new StrongBox<Linear>(classifier);
    }

    /// <summary>The classifier: all of the network that is not its feature extractor. The adversarial loss never reaches it.</summary>
    public Linear Classifier => _classifier.Value!;

    /// <summary>
    /// Whether the feature extractor knows something already and the classifier nothing: see <see cref="Training.HeadFit"/>.
    /// </summary>
    internal bool HasFreshHead { get; set; }

    /// <summary>The parameters of the feature extractor G: all but the classifier's.</summary>
    /// <returns>The parameters, in the order of <c>parameters()</c>.</returns>
    public IEnumerable<Parameter> FeatureParameters()
    {
        var classifier = Classifier.parameters().Select(parameter => parameter.Handle).ToHashSet();
        return parameters().Where(parameter => !classifier.Contains(parameter.Handle));
    }

    /// <summary>
    /// The feature extractor G: from the normalised image to the feature map that peers are compared by, the last stage's output after
    /// its ReLU and before global average pooling.
    /// </summary>
    /// <typeparam name="T">A tensor, or the name of an ONNX value.</typeparam>
    /// <param name="layers">The operations to write it in.</param>
    /// <param name="image">N x C x H x W, normalised.</param>
    /// <returns>The feature map, N x C' x H' x W'.</returns>
    public abstract T Features<T>(ILayerOperations<T> layers, T image);

    /// <summary>The classifier on a feature map: global average pooling and <see cref="Classifier"/>, unless overridden.</summary>
    /// <typeparam name="T">A tensor, or the name of an ONNX value.</typeparam>
    /// <param name="layers">The operations to write it in.</param>
    /// <param name="featureMap">The map from <see cref="Features{T}"/>. Do not overwrite it: the discriminator reads it too.</param>
    /// <returns>The logits, N x classes.</returns>
    public virtual T Classify<T>(ILayerOperations<T> layers, T featureMap)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return layers.Linear(layers.GlobalAveragePool(featureMap), Classifier);
    }

    /// <summary>One inference: the feature map and the logits.</summary>
    /// <param name="input">Normalised images, N x C x H x W.</param>
    /// <returns>The feature map and the logits (N x classes).</returns>
    public override (Tensor FeatureMap, Tensor Logits) forward(Tensor input)
    {
        (IReadOnlyList<Tensor> maps, Tensor logits) = Infer(input, twoDepths: false);
        return (maps[0], logits);
    }

    /// <summary>
    /// One inference with the maps that are compared: the last stage's output, and with two depths its input before that.
    /// </summary>
    internal (IReadOnlyList<Tensor> Maps, Tensor Logits) Infer(Tensor input, bool twoDepths)
    {
        // Channels-last memory, which the trainer's images have already: in the other one, libtorch 2.10's convolutions on a CPU are wrong
        // for channels that do not fill oneDNN's blocks of 8 or 16.
        Tensor image = input.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        if (twoDepths && this is IStagedNetwork staged)
        {
            Tensor early = staged.EarlyFeatures(TensorLayers.Instance, image);
            Tensor late = staged.LastStage(TensorLayers.Instance, early);
            return ([early, late], Classify(TensorLayers.Instance, late));
        }

        Tensor features = Features(TensorLayers.Instance, image);
        return ([features], Classify(TensorLayers.Instance, features));
    }

    /// <summary>Registers the layers that the fields hold, and the classifier. Call it at the end of the constructor.</summary>
    protected override void RegisterComponents()
    {
        base.RegisterComponents();
        if (!modules().Contains(Classifier))
            register_module("fc", Classifier);
    }
}
