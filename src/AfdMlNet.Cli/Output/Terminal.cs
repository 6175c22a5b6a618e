using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Output;

/// <summary>Where a command writes to. What cannot be written is remembered, and ends nothing.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors and warnings.</param>
/// <param name="IsInteractive">Whether a person watches <paramref name="Out"/>, so that progress bars make sense.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    private const int UsualWidth = 80, WidthOfFiles = 100;

    /// <summary>Columns of <see cref="Out"/>.</summary>
    public int Width { get; init; } = WidthOfFiles;

    private SteadyWriter Steady { get; } = new(Out);

    public TextWriter Out => new PlainWriter(Steady);

    public TextWriter Error { get; } = new PlainWriter(new SteadyWriter(Error));

    /// <summary>For what steers the terminal on purpose.</summary>
    public SteadyWriter Screen { get; init; } = new(Out);

    /// <summary>Why results could not be written; null where all were.</summary>
    public Exception? Failure => Steady.Failure ?? Screen.Failure;

    /// <summary>Tells what was passed over, beside the results.</summary>
    public void Tell(PassedOver passedOver)
    {
        foreach (string line in passedOver.Lines)
            Error.WriteLine(line);
    }

    public static Terminal OfProcess()
    {
        var screen = new SteadyWriter(Console.Out);
        return new(
            Console.IsOutputRedirected ? screen : new WrappingWriter(screen, ScreenWidth()),
            Console.IsErrorRedirected ? Console.Error : new WrappingWriter(Console.Error, ScreenWidth()),
            !Console.IsOutputRedirected)
        {
            Screen = screen,
            Width = Console.IsOutputRedirected ? WidthOfFiles : ScreenWidth(),
        };
    }

    // A terminal that nobody has told its size has 0 columns.
    private static int ScreenWidth() => Console.WindowWidth is > 0 and var width ? width : UsualWidth;
}
