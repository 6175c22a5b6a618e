using Microsoft.ML;

namespace AfdMlNet.Images;

/// <summary>
/// Reads a column of images into memory. The size is the one asked for; else the one that all images share; else the fallback. A shared
/// size is assumed from the first image, and only where another turns up the data is read again.
/// </summary>
internal static class ImageSetReader
{
    /// <summary>Reads the training images.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The images, their scale, what the column said, and the rows that hold no image.</returns>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidDataException">There are no rows, a row has no label, or no row holds an image.</exception>
    /// <exception cref="IOException">The images do not fit in memory, and the folder cannot be written.</exception>
    public static ReadImages Read(IDataView data, ImageReadOptions options, CancellationToken cancellation = default)
    {
        ImageColumn column = ImageColumn.Of(data.Schema, options.FeatureColumn, options.Width, options.Height);
        ImageReading reading = new(data, column, options, LabelColumn.ClassCount(data.Schema, options.LabelColumn), cancellation);
        if (column.Kind == ImageColumnKind.Pixels)
            return reading.OfPixels();
        ImageShape? wanted = options is { Width: { } width, Height: { } height } ? new ImageShape(width, height) : column.Shape;
        if (wanted is { } shape)
            return reading.OfShape(shape, shared: false)!;
        ImageShape? first = reading.FirstShape();
        ImageShape fallback = new(options.FallbackSize, options.FallbackSize);
        if ((first is { } size ? reading.OfShape(size, shared: true) : null) is { } shared)
            return shared;
        string? misfit = reading.Misfit is { } row ? RowError.Name(data, row) : null;
        return reading.OfShape(fallback, shared: false)! with { FirstShape = first, Misfit = misfit };
    }

    /// <summary>Reads further images, to validate on, to the shape and scale of those read before.</summary>
    /// <param name="data">The rows, with the same columns.</param>
    /// <param name="options">How the images before were read.</param>
    /// <param name="like">The images before.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The images, and the rows that hold none.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of another type than before.</exception>
    /// <exception cref="InvalidDataException">There are no rows, a row has no label, or no row holds an image.</exception>
    /// <exception cref="IOException">The images do not fit in memory, and the folder cannot be written.</exception>
    public static ReadImages ReadLike(IDataView data, ImageReadOptions options, ReadImages like, CancellationToken cancellation = default)
    {
        ImageColumn column = ImageColumn.Of(data.Schema, options.FeatureColumn, like.Shape.Width, like.Shape.Height);
        if (column.Kind != like.Column.Kind || (column.Kind == ImageColumnKind.Pixels && column != like.Column))
            throw new ArgumentException(
                $"Column '{column.Name}' of the validation set holds images as {Describe(column)}, that of the training set as "
                    + $"{Describe(like.Column)}.");
        int classes = LabelColumn.ClassCount(data.Schema, options.LabelColumn);
        if (classes != like.Images.ClassCount)
            throw new ArgumentException(
                $"The label '{options.LabelColumn}' has {classes} classes in the validation set and {like.Images.ClassCount} in the "
                + "training "
                + "set. Make both by the same fitted MapValueToKey.");
        ImageReading reading = new(data, column, options, classes, cancellation);
        return column.Kind == ImageColumnKind.Pixels
            ? reading.OfPixels(like.Scale)
            : reading.OfShape(like.Shape, shared: false)!;
    }

    private static string Describe(ImageColumn column) =>
        $"{column.Kind}{(column.Shape is { } shape ? $" {shape}" : "")}{(column.Interleaved ? " interleaved" : "")}";
}
