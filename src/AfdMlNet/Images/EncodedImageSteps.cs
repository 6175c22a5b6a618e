using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Images;

/// <summary>
/// The steps from encoded bytes to pixels in a saved model: two custom mappings of AfdMlNet.Images between stock steps. The second
/// decodes to the exact size; the stock resizing after it changes nothing but makes the size known to the schema.
/// </summary>
internal static class EncodedImageSteps
{
    /// <summary>The columns that the steps leave behind, to be dropped at the chain's end.</summary>
    public static IReadOnlyList<string> TemporaryColumns { get; } =
        [DecodeMapping.Input.BytesColumn, OneMapping.Output.OneColumn, DecodeMapping.Input.TargetColumn, DecodeMapping.Output.ImageColumn];

    /// <summary>Makes the steps.</summary>
    /// <param name="transforms">The catalog.</param>
    /// <param name="featureColumn">The encoded bytes: a vector of byte, of any length.</param>
    /// <param name="shape">The pixels wanted; 3 channels.</param>
    /// <param name="fit">What to do with images of another ratio.</param>
    /// <param name="pixelColumn">Takes the pixels: a vector of 3 x height x width (planar R, G, B), 0 to 255.</param>
    /// <returns>The steps, to be appended to.</returns>
    public static IEstimator<ITransformer> Create(
        TransformsCatalog transforms, string featureColumn, ImageShape shape, ImageFit fit, string pixelColumn)
    {
        TargetSize target = new(shape.Width, shape.Height, fit);
        return transforms.CopyColumns(DecodeMapping.Input.BytesColumn, featureColumn)
            .Append(transforms.CustomMapping(new OneMapping().GetMapping(), OneMapping.ContractName))
            .Append(transforms.Expression(DecodeMapping.Input.TargetColumn, $"one => \"{target}\"", OneMapping.Output.OneColumn))
            .Append(transforms.CustomMapping(new DecodeMapping().GetMapping(), DecodeMapping.ContractName))
            .Append(transforms.ResizeImages(
                DecodeMapping.Output.ImageColumn, shape.Width, shape.Height, resizing: ImageResizingEstimator.ResizingKind.Fill))
            .Append(transforms.ExtractPixels(pixelColumn, DecodeMapping.Output.ImageColumn));
    }
}
