namespace AfdMlNet.Cli.Data.Archives;

/// <summary>What an archive may cost: a small .zip can unpack to any size.</summary>
/// <param name="Entries">The most entries.</param>
/// <param name="TotalBytes">The most bytes that all images take when unpacked.</param>
internal sealed record ArchiveLimits(int Entries, long TotalBytes)
{
    public const int MostEntries = 2_000_000;

    /// <summary>The most bytes of the table of contents.</summary>
    public const long LongestTable = 256L << 20;

    /// <summary>The most bytes that any archive unpacks to.</summary>
    public const long MostBytes = 64L << 30;

    /// <summary>
    /// The bytes that a small archive may unpack to; beyond them, <see cref="MostTimes"/> its own size. Images hardly compress.
    /// </summary>
    public const long FreeBytes = 1L << 30;

    public const int MostTimes = 50;

    public static ArchiveLimits Default { get; } = new(MostEntries, MostBytes);

    /// <summary>The most bytes that an archive of a size unpacks to.</summary>
    public long TotalFor(long archiveBytes) => Math.Min(TotalBytes, Math.Max(FreeBytes, archiveBytes * MostTimes));
}
