using System.Text;
using Spectre.Console;

namespace AfdMlNet.Cli.Output;

/// <summary>
/// The process' terminal for Spectre.Console, through a writer that does not fail: an error in its timer's thread would end the process.
/// </summary>
internal sealed class ScreenOutput(SteadyWriter screen) : IAnsiConsoleOutput
{
    public static IAnsiConsole ConsoleOn(SteadyWriter screen) => AnsiConsole.Create(new() { Out = new ScreenOutput(screen) });

    private readonly AnsiConsoleOutput _size = new(Console.Out);

    public TextWriter Writer => screen;

    public bool IsTerminal => true;

    public int Width => _size.Width;

    public int Height => _size.Height;

    public void SetEncoding(Encoding encoding)
    {
    }
}
