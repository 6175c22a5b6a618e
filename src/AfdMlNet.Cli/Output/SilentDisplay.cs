namespace AfdMlNet.Cli.Output;

/// <summary>Shows nothing.</summary>
internal sealed class SilentDisplay : Display
{
    public override void Stage(string name, long done, long? total, params IReadOnlyList<string> details)
    {
    }

    public override void Line(string text)
    {
    }
}
