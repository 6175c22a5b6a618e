using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Images;

/// <summary>ML.NET's own resizing: what scoring will do to an <c>MLImage</c>, so reading does it too.</summary>
internal static class StockResizing
{
    /// <summary>The step.</summary>
    /// <param name="transforms">The catalog.</param>
    /// <param name="output">The resized column.</param>
    /// <param name="input">The column of MLImage.</param>
    /// <param name="shape">The size wanted.</param>
    /// <param name="fit">What to do with images of another ratio.</param>
    /// <returns>The step.</returns>
    public static ImageResizingEstimator Create(
        TransformsCatalog transforms, string output, string input, ImageShape shape, ImageFit fit) =>
        transforms.ResizeImages(output, shape.Width, shape.Height, input, fit == ImageFit.Crop
            ? ImageResizingEstimator.ResizingKind.IsoCrop
            : ImageResizingEstimator.ResizingKind.Fill);
}
