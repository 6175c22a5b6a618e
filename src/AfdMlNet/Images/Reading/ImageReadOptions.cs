namespace AfdMlNet.Images;

/// <summary>How images are read.</summary>
/// <param name="LabelColumn">The label: a key column.</param>
/// <param name="FeatureColumn">The images.</param>
/// <param name="FallbackSize">The side in pixels of the input where the images share no size.</param>
internal sealed record ImageReadOptions(string LabelColumn, string FeatureColumn, int FallbackSize)
{
    /// <summary>The width wanted, or null.</summary>
    public int? Width { get; init; }

    /// <summary>The height wanted, or null.</summary>
    public int? Height { get; init; }

    /// <summary>What to do with images of another ratio.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Crop;

    /// <summary>Whether rows without a label are read too, as of class <see cref="LabelColumn.Missing"/>.</summary>
    public bool AllowsMissingLabels { get; init; }

    /// <summary>The most bytes of pixels in memory.</summary>
    public long MemoryLimit { get; init; } = 2L << 30;

    /// <summary>The folder for what exceeds it; null is the system's for temporary files.</summary>
    public string? Folder { get; init; }

    /// <summary>Hears how many rows are done, and of how many where that is known; may start again from the first.</summary>
    public Action<long, long?>? Progress { get; init; }
}

/// <summary>What was read.</summary>
/// <param name="Images">The images; to be disposed.</param>
/// <param name="Column">What the column said.</param>
/// <param name="Scale">Raw units of a stored byte.</param>
internal sealed record ReadImages(ImageSet Images, ImageColumn Column, PixelScale Scale)
{
    /// <summary>The rows that hold no image that can be read.</summary>
    public BadRows Bad { get; init; } = new();

    /// <summary>The shape of the first image, where the images turned out to share none; else null.</summary>
    public ImageShape? FirstShape { get; init; }

    /// <summary>The first row of another shape than <see cref="FirstShape"/>, in words.</summary>
    public string? Misfit { get; init; }

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape => Images.Shape;

    /// <summary>Whether scoring has to bring images to the shape by the stock <c>ResizeImages</c>, as reading did.</summary>
    public bool NeedsResizing => Column.Kind == ImageColumnKind.Bitmap && Column.Shape != Shape;
}
