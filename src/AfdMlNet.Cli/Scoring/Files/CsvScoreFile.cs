using System.Globalization;
using System.Text;
using static AfdMlNet.Reporting.CsvText;

namespace AfdMlNet.Cli.Scoring.Files;

/// <summary>Comma-separated values by RFC 4180, UTF-8, the same in every culture.</summary>
internal sealed class CsvScoreFile : ScoreFile
{
    private readonly StreamWriter _writer;
    private readonly IReadOnlyList<string> _classes;

    public CsvScoreFile(Stream stream, IReadOnlyList<string> classes)
    {
        _classes = classes;
        _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        _writer.Write("path,predicted_label,probability");
        foreach (string name in classes)
            _writer.Write($",{Name(ColumnOf(name))}");
        _writer.Write("\r\n");
    }

    public override void Write(string image, int label, ReadOnlySpan<float> probabilities)
    {
        _writer.Write($"{Name(image)},{Name(_classes[label])},");
        _writer.Write(probabilities[label].ToString(CultureInfo.InvariantCulture));
        foreach (float probability in probabilities)
        {
            _writer.Write(',');
            _writer.Write(probability.ToString(CultureInfo.InvariantCulture));
        }
        _writer.Write("\r\n");
    }

    public override void Dispose() => _writer.Dispose();
}
