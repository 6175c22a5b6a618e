using AfdMlNet.Files;
using Spectre.Console;

namespace AfdMlNet.Cli.Output;

/// <summary>A bar per stage, and beside it as much of what is told as the screen has room for.</summary>
/// <param name="console">The screen.</param>
internal sealed class BarDisplay(IAnsiConsole console) : Display
{
    private const int NarrowestBar = 10, WidestBar = 40, BarsOnAScreen = 5;
    private const int PercentageAndGaps = 6;

    private readonly Dictionary<string, ProgressTask> _bars = [];
    private readonly int _bar = Math.Clamp(console.Profile.Width / BarsOnAScreen, NarrowestBar, WidestBar);
    private ProgressContext? _context;

    public override T Run<T>(Func<T> work) => console.Progress()
        .Columns(new ProgressBarColumn { Width = _bar }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            _context = context;
            return work();
        });

    public override void Stage(string name, long done, long? total, params IReadOnlyList<string> details)
    {
        if (!_bars.TryGetValue(name, out ProgressTask? bar))
        {
            if (_context is null)
                return;
            _bars[name] = bar = _context.AddTask(Markup.Escape(Fitting([name])));
        }
        bar.IsIndeterminate = total is null;
        bar.MaxValue = Math.Max(1, total ?? 1);
        bar.Value = done;
        bar.Description = Markup.Escape(
            Fitting([.. details.Where(detail => detail.Length > 0).Select(detail => $"{name}  {detail}"), name]));
    }

    public override void Line(string text) => console.Write(new ScreenLines(WordWrap.Lines(PlainText.Lines(text), console.Profile.Width)));

    public override void Log(string text)
    {
    }

    private string Fitting(IReadOnlyList<string> texts)
    {
        int room = Math.Max(1, console.Profile.Width - _bar - PercentageAndGaps);
        return texts.FirstOrDefault(text => text.Length <= room) ?? $"{texts[^1][..(room - 1)]}\u2026";
    }
}
