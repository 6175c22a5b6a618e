namespace AfdMlNet.Cli.Data;

/// <summary>
/// The order in which <see cref="ImageFiles"/> walks a folder, for paths in their parts: the folder's own files by name, then those of each
/// folder in it, by name.
/// </summary>
internal sealed class ImageOrder : IComparer<string[]>
{
    public static ImageOrder Instance { get; } = new();

    public int Compare(string[]? x, string[]? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        for (int level = 0; ; level++)
        {
            bool isFile = level == x.Length - 1;
            if (isFile != (level == y.Length - 1))
                return isFile ? -1 : 1;
            int order = string.CompareOrdinal(x[level], y[level]);
            if (order != 0 || isFile)
                return order;
        }
    }
}
