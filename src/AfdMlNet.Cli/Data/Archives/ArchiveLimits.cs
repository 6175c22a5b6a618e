namespace AfdMlNet.Cli.Data.Archives;

/// <summary>What an archive may cost: a small .zip can unpack to any size.</summary>
/// <param name="Entries">The most entries.</param>
/// <param name="TotalBytes">The most bytes that all images take when unpacked.</param>
internal sealed record ArchiveLimits(int Entries, long TotalBytes)
{
    public static ArchiveLimits Default { get; } = new(2_000_000, 64L << 30);
}
