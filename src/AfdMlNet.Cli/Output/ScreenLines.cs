using Spectre.Console.Rendering;

namespace AfdMlNet.Cli.Output;

/// <summary>Lines over what a screen shows: each is erased to its end, where a bar may have been.</summary>
internal sealed class ScreenLines(IEnumerable<string> lines) : Renderable
{
    private const string EraseToEnd = "\u001b[K";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        lines.SelectMany(line => (Segment[])[Segment.Control(EraseToEnd), new(line), Segment.LineBreak]);
}
