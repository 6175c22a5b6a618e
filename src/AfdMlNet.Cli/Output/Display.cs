namespace AfdMlNet.Cli.Output;

/// <summary>Shows how far the work is: bars, plain lines, or nothing.</summary>
internal abstract class Display
{
    public static Display For(Terminal terminal, bool json) => (json, terminal.IsInteractive) switch
    {
        (true, _) => new SilentDisplay(),
        (_, true) => new BarDisplay(ScreenOutput.ConsoleOn(terminal.Screen)),
        _ => new LineDisplay(terminal.Out),
    };

    /// <summary>Runs the work that reports to this display.</summary>
    public virtual T Run<T>(Func<T> work) => work();

    /// <summary>A stage got on.</summary>
    /// <param name="name">What is going on.</param>
    /// <param name="done">How much is done.</param>
    /// <param name="total">How much there is; null where that is not known.</param>
    /// <param name="details">What changes with it, in the fullest words first: the first that there is room for is shown.</param>
    public abstract void Stage(string name, long done, long? total, params IReadOnlyList<string> details);

    /// <summary>A line that stays.</summary>
    public abstract void Line(string text);

    /// <summary>A line that only matters where nothing else shows it: where there is no bar.</summary>
    public virtual void Log(string text) => Line(text);
}
