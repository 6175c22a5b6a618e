namespace AfdMlNet.Reporting;

/// <summary>What the images of a run look like.</summary>
public sealed record DataSummary
{
    /// <summary>The classes, in key order.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The parts, such as those to train and to test on.</summary>
    public required IReadOnlyList<DataPart> Parts { get; init; }

    /// <summary>The images' sizes, as a sentence; null (default) is not said.</summary>
    public string? Sizes { get; init; }

    /// <summary>Some images of each class; default: none.</summary>
    public IReadOnlyList<SampleImage> Samples { get; init; } = [];

    /// <summary>
    /// Pairs of images that are the same or look it, the most harmful first; the report shows at most 12. Null (default) where nobody
    /// looked for them.
    /// </summary>
    public IReadOnlyList<SameImages>? Same { get; init; }
}

/// <summary>A part of the images.</summary>
/// <param name="Name">Such as <c>test</c>.</param>
/// <param name="Images">How many there are of each class, in key order.</param>
public sealed record DataPart(string Name, IReadOnlyList<int> Images);

/// <summary>An image.</summary>
/// <param name="Name">Its name, such as its file.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Encoded">The image as a file: PNG, JPEG, WebP, GIF or BMP. The report keeps a small copy.</param>
public sealed record SampleImage(string Name, string ClassName, ReadOnlyMemory<byte> Encoded);

/// <summary>Two images that are the same or look it.</summary>
/// <param name="First">The one.</param>
/// <param name="FirstPart">The part that it lies in.</param>
/// <param name="Second">The other.</param>
/// <param name="SecondPart">The part that it lies in.</param>
public sealed record SameImages(SampleImage First, string FirstPart, SampleImage Second, string SecondPart)
{
    /// <summary>Whether they lie in two parts: a test on the one is no test.</summary>
    internal bool IsLeak => FirstPart != SecondPart;

    /// <summary>Whether they lie in two classes: one of them is wrong.</summary>
    internal bool HasTwoClasses => First.ClassName != Second.ClassName;
}
