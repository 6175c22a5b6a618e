using System.Text;

namespace AfdMlNet.Cli.Output;

/// <summary>A person's terminal: whole lines that are too long for it are broken between words.</summary>
/// <param name="inner">Where to write.</param>
/// <param name="width">Its columns.</param>
internal sealed class WrappingWriter(TextWriter inner, int width) : TextWriter(inner.FormatProvider)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value);

    public override void Write(string? value) => inner.Write(value);

    public override void WriteLine(string? value)
    {
        foreach (string line in WordWrap.Lines(value ?? "", width))
            inner.WriteLine(line);
    }

    public override void Flush() => inner.Flush();
}
