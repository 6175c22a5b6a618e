namespace AfdMlNet.Cli.Output;

/// <summary>Plain lines, for files and pipes: stages are not shown.</summary>
internal sealed class LineDisplay(TextWriter output) : Display
{
    public override void Stage(string name, long done, long? total, params IReadOnlyList<string> details)
    {
    }

    public override void Line(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }
}
