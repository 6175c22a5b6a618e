using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Scoring;

/// <summary>The images that the arguments of <c>afd score</c> name, or a shard of them.</summary>
internal sealed class BulkImages : IDisposable
{
    private readonly List<ImageSource> _sources;

    private BulkImages(List<ImageSource> sources, PassedOver passedOver, Shard? shard, CancellationToken cancellation)
    {
        PassedOver = passedOver;
        _sources = sources;
        (ImageSource Source, string File)[] all = [.. sources.SelectMany(source => source.Files.Select(file => (source, file)))];
        ArraySegment<(ImageSource Source, string File)> own = shard?.Block(all) ?? all;
        All = all.Length;
        Files = [.. own.Select(image => image.File)];
        Shown = [.. own.Select(image => image.Source.Shown(image.File))];
        foreach (IGrouping<ImageSource, string> wanted in own.GroupBy(image => image.Source, image => image.File))
            wanted.Key.Fetch(wanted, cancellation);
    }

    /// <summary>Where the images are.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What they are called: <c>images.zip/cat/1.png</c>.</summary>
    public IReadOnlyList<string> Shown { get; }

    /// <summary>How many there are in all shards.</summary>
    public int All { get; }

    /// <summary>What lies among them and is not read.</summary>
    public PassedOver PassedOver { get; }

    public static BulkImages Open(IEnumerable<string> arguments, Shard? shard, string? workspace, CancellationToken cancellation)
    {
        List<ImageSource> sources = [];
        var passedOver = new PassedOver();
        try
        {
            foreach (string argument in arguments)
                sources.Add(ImageSource.Open(argument, workspace, passedOver, cancellation));
            return new(sources, passedOver, shard, cancellation);
        }
        catch
        {
            sources.ForEach(source => source.Dispose());
            throw;
        }
    }

    public void Dispose() => _sources.ForEach(source => source.Dispose());
}
