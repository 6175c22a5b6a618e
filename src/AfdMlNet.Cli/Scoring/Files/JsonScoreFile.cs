using System.Text.Json;

namespace AfdMlNet.Cli.Scoring.Files;

/// <summary>One JSON object per line.</summary>
internal sealed class JsonScoreFile(Stream stream, IReadOnlyList<string> classes) : ScoreFile
{
    private readonly Utf8JsonWriter _writer = new(stream);

    public override void Write(string image, int label, ReadOnlySpan<float> probabilities)
    {
        _writer.WriteStartObject();
        _writer.WriteString("path", image);
        _writer.WriteString("predictedLabel", classes[label]);
        _writer.WriteNumber("probability", probabilities[label]);
        _writer.WriteStartObject("probabilities");
        for (int index = 0; index < classes.Count; index++)
            _writer.WriteNumber(classes[index], probabilities[index]);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.Flush();
        stream.WriteByte((byte)'\n');
        _writer.Reset();
    }

    public override void Dispose() => _writer.Dispose();
}
