namespace AfdMlNet.Cli.Output;

/// <summary>Shows how far the work is: bars, plain lines, or nothing.</summary>
internal abstract class Display
{
    public static Display For(Terminal terminal, bool json) => (json, terminal.IsInteractive) switch
    {
        (true, _) => new SilentDisplay(),
        (_, true) => new BarDisplay(),
        _ => new LineDisplay(terminal.Out),
    };

    /// <summary>Runs the work that reports to this display.</summary>
    public virtual T Run<T>(Func<T> work) => work();

    /// <summary>A stage got on. The detail changes with it.</summary>
    public abstract void Stage(string name, long done, long? total, string detail = "");

    /// <summary>A line that stays.</summary>
    public abstract void Line(string text);

    /// <summary>A line that only matters where nothing else shows it: where there is no bar.</summary>
    public virtual void Log(string text) => Line(text);
}
