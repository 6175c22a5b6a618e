using System.Text;
using AfdMlNet.Files;

namespace AfdMlNet.Cli.Output;

/// <summary>Lets nothing through that steers a terminal: the names of files and classes are other people's.</summary>
internal sealed class PlainWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => inner.Write(PlainText.Lines(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(PlainText.Lines(value ?? ""));

    public override void Flush() => inner.Flush();
}
