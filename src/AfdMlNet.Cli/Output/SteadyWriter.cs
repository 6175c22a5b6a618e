using System.Text;

namespace AfdMlNet.Cli.Output;

/// <summary>
/// Writes on as well as it can where nobody reads any more: a full disk or a closed terminal must not cost the work that is shown.
/// </summary>
internal sealed class SteadyWriter(TextWriter inner) : TextWriter
{
    /// <summary>What first went wrong; null while nothing has.</summary>
    public Exception? Failure { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void WriteLine() => Try(inner.WriteLine);

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Failure ??= error;
        }
    }
}
