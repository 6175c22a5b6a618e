using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Scoring;

/// <summary>The steps from an image column to the pixels that the ONNX graph takes, with the same values that training saw.</summary>
internal static class ImageSteps
{
    /// <summary>The steps and the names of the columns that they leave behind.</summary>
    /// <param name="transforms">The catalog.</param>
    /// <param name="image">The column.</param>
    /// <param name="shape">The networks' input.</param>
    /// <param name="fit">What to do with images of another ratio.</param>
    /// <param name="pixels">The column to make.</param>
    /// <param name="temporary">Prefix of the columns that the steps leave behind.</param>
    public static (IEstimator<ITransformer> Steps, IReadOnlyList<string> LeftBehind) ToPixels(
        TransformsCatalog transforms, ImageColumn image, ImageShape shape, ImageFit fit, string pixels, string temporary)
    {
        switch (image.Kind)
        {
            case ImageColumnKind.Encoded:
                return (EncodedImageSteps.Create(transforms, image.Name, shape, fit, pixels), EncodedImageSteps.TemporaryColumns);
            case ImageColumnKind.Bitmap when image.Shape == shape:
                return (transforms.ExtractPixels(pixels, image.Name), []);
            case ImageColumnKind.Bitmap:
                string resized = temporary + "image";
                return (StockResizing.Create(transforms, resized, image.Name, shape, fit).Append(transforms.ExtractPixels(pixels, resized)),
                    [resized]);
            default:
                return (transforms.CopyColumns(pixels, image.Name), []);
        }
    }
}
