using Spectre.Console;

namespace AfdMlNet.Cli.Output;

/// <summary>A bar per stage, with the time that is left.</summary>
internal sealed class BarDisplay : Display
{
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private ProgressContext? _context;

    public override T Run<T>(Func<T> work) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn())
        .Start(context =>
        {
            _context = context;
            return work();
        });

    public override void Stage(string name, long done, long? total, string detail = "")
    {
        if (!_bars.TryGetValue(name, out ProgressTask? bar))
        {
            if (_context is null)
                return;
            _bars[name] = bar = _context.AddTask(Markup.Escape(name));
        }
        bar.IsIndeterminate = total is null;
        bar.MaxValue = Math.Max(1, total ?? 1);
        bar.Value = done;
        if (detail.Length > 0)
            bar.Description = Markup.Escape($"{name}  {detail}");
    }

    public override void Line(string text) => AnsiConsole.WriteLine(text);

    public override void Log(string text)
    {
    }
}
