using TorchSharp.Modules;

namespace AfdMlNet.Networks;

/// <summary>
/// What a <see cref="StudentModule"/> also is where its feature extractor can be cut before the last stage: <c>Features</c> is
/// <see cref="LastStage{T}"/> of <see cref="EarlyFeatures{T}"/>. Then maps can be compared at two depths, and the adversarial gradient can
/// be kept to the last stage. The networks of <see cref="StudentNetworks"/> are.
/// </summary>
public interface IStagedNetwork
{
    /// <summary>From the normalised image to the map that the last stage reads.</summary>
    /// <typeparam name="T">A tensor, or the name of an ONNX value.</typeparam>
    /// <param name="layers">The operations to write it in.</param>
    /// <param name="image">N x C x H x W, normalised.</param>
    /// <returns>The map, N x C' x H' x W'; its memory must not be overwritten by the last stage.</returns>
    T EarlyFeatures<T>(ILayerOperations<T> layers, T image);

    /// <summary>The last stage.</summary>
    /// <typeparam name="T">A tensor, or the name of an ONNX value.</typeparam>
    /// <param name="layers">The operations to write it in.</param>
    /// <param name="earlyMap">The map of <see cref="EarlyFeatures{T}"/>.</param>
    /// <returns>The feature map.</returns>
    T LastStage<T>(ILayerOperations<T> layers, T earlyMap);

    /// <summary>The parameters that only the last stage uses.</summary>
    /// <returns>The parameters, a part of <see cref="StudentModule.FeatureParameters"/>.</returns>
    IEnumerable<Parameter> LastStageParameters();
}
