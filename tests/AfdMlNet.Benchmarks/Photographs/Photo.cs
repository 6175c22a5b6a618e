namespace AfdMlNet.Benchmarks.Photographs;

/// <summary>A photograph in the folder of its class.</summary>
internal sealed class Photo
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = "";

    /// <summary>All below a folder of class folders, in their paths' order.</summary>
    public static Photo[] Below(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png")
            .Order(StringComparer.Ordinal)
            .Select(path => new Photo { ImagePath = Path.GetFullPath(path), Label = Path.GetFileName(Path.GetDirectoryName(path)!) })];
}

/// <summary>What a model says of it.</summary>
internal sealed class PhotoAnswer
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
