using AfdMlNet.Settings;

namespace AfdMlNet.Images;

/// <summary>How training images are varied. Validation and scoring never vary images.</summary>
public sealed class AugmentationOptions
{
    /// <summary>
    /// Pixels of mirrored border from which a crop of the input's size is cut at random; null (default) is an eighth of the shorter
    /// side, which gives the usual 4 at 32x32. 0 switches cropping off. At least 0, below the shorter side.
    /// </summary>
    [Range(AtLeast = 0)]
    public int? CropPadding { get; set; }

    /// <summary>
    /// Random resized crops, for photographs, in place of <see cref="CropPadding"/>'s: the smallest part of an image's area that is brought
    /// to the input's size, such as 0.35; null (default) is none of them. Above 0, at most 1.
    /// </summary>
    [Range("a part of the area, usually 0.1 to 0.5", Above = 0, AtMost = 1)]
    public double? CropArea { get; set; }

    /// <summary>
    /// Whether half of the images are mirrored left to right; default true. Switch it off where left and right matter (digits, text).
    /// </summary>
    public bool HorizontalFlip { get; set; } = true;

    /// <summary>No variation at all.</summary>
    /// <returns>The options.</returns>
    public static AugmentationOptions None() => new() { CropPadding = 0, HorizontalFlip = false };
}
