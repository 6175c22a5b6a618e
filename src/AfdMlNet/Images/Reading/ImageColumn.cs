using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Images;

/// <summary>The ways in which a column can hold images.</summary>
internal enum ImageColumnKind
{
    /// <summary>The bytes of an image file.</summary>
    Encoded,

    /// <summary><see cref="MLImage"/>.</summary>
    Bitmap,

    /// <summary>A vector of float, as <c>ExtractPixels</c> gives.</summary>
    Pixels,
}

/// <summary>What a column says about the images in it.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">How it holds images.</param>
/// <param name="Shape">The shape of every image, or null where the column does not fix it.</param>
/// <param name="Interleaved">
/// For <see cref="ImageColumnKind.Pixels"/>: height x width x channels; false is channels x height x width.
/// </param>
internal sealed record ImageColumn(string Name, ImageColumnKind Kind, ImageShape? Shape, bool Interleaved = false)
{
    private const string Allowed =
        "Allowed are the bytes of an image file (a vector of Byte), an MLImage, or a Single vector of known size as ExtractPixels gives "
        + "(channels x height x width or height x width x channels, 1 or 3 channels; a flat one needs ImageWidth and ImageHeight).";

    /// <summary>How it holds images, in words.</summary>
    public string Content => Kind switch
    {
        ImageColumnKind.Encoded => "the bytes of image files",
        ImageColumnKind.Bitmap => "MLImage",
        _ => "pixels as Single",
    };

    /// <summary>Whether a column of a type holds images in the same way.</summary>
    public bool Takes(DataViewType type) => Kind switch
    {
        ImageColumnKind.Bitmap => type is ImageDataViewType,
        ImageColumnKind.Encoded => type is VectorDataViewType { ItemType.RawType: var item } && item == typeof(byte),
        _ => type is VectorDataViewType { ItemType.RawType: var item } && item == typeof(float),
    };

    /// <summary>Inspects a column.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The column.</param>
    /// <param name="width">The width asked for, or null.</param>
    /// <param name="height">The height asked for, or null.</param>
    /// <returns>What the column says.</returns>
    /// <exception cref="ArgumentException">The column is missing, holds something else, or contradicts the size asked for.</exception>
    public static ImageColumn Of(DataViewSchema schema, string name, int? width = null, int? height = null)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw new ArgumentException(
                $"There is no column '{name}' for the images. The columns are: {string.Join(", ", schema.Select(each => each.Name))}.");
        return column.Type switch
        {
            ImageDataViewType { Width: > 0 } image => new(name, ImageColumnKind.Bitmap, new ImageShape(image.Width, image.Height)),
            ImageDataViewType => new(name, ImageColumnKind.Bitmap, null),
            VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw }, Dimensions.Length: > 1 } when raw == typeof(byte) =>
                throw new ArgumentException(
                    $"Column '{name}' is {column.Type}, pixels as bytes: leave outputAsFloatArray of ExtractPixels at its default, true. "
                        + $"{Allowed}"),
            VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw } } when raw == typeof(byte) =>
                new(name, ImageColumnKind.Encoded, null),
            VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw }, Size: > 0 } vector when raw == typeof(float) =>
                OfVector(name, vector, width, height),
            _ => throw new ArgumentException($"Column '{name}' is {column.Type}, which is no image. {Allowed}"),
        };
    }

    private static ImageColumn OfVector(string name, VectorDataViewType type, int? width, int? height)
    {
        ImageColumn? column = type.Dimensions switch
        {
            [1 or 3, var rows, var columns] => new(name, ImageColumnKind.Pixels, new ImageShape(columns, rows, type.Dimensions[0])),
            [var rows, var columns, 1 or 3] =>
                new(name, ImageColumnKind.Pixels, new ImageShape(columns, rows, type.Dimensions[2]), Interleaved: true),
            [var rows, var columns] => new(name, ImageColumnKind.Pixels, new ImageShape(columns, rows, 1)),
            [_] when width is { } w && height is { } h && (type.Size == w * h || type.Size == 3 * w * h) =>
                new(name, ImageColumnKind.Pixels, new ImageShape(w, h, type.Size / (w * h))),
            _ => null,
        };
        if (column?.Shape is not { } shape)
            throw new ArgumentException($"Column '{name}' is {type}, of which width, height and channels are not clear. {Allowed}");
        if ((width is not null && width != shape.Width) || (height is not null && height != shape.Height))
            throw new ArgumentException(
                $"Column '{name}' holds pixels of {shape}, but {width}x{height} is asked for. Pixels are not resized: resize the images "
                + "before ExtractPixels, or leave ImageWidth and ImageHeight out.");
        return column;
    }
}
