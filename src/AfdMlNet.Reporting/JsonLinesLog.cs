using System.Text;
using AfdMlNet.Events;

namespace AfdMlNet.Reporting;

/// <summary>
/// A run as JSON lines: one object per event, whose property <c>event</c> says what it is (<c>runStarted</c>, <c>stageProgressed</c>,
/// <c>batchEnded</c>, <c>epochEnded</c>, <c>runFinding</c>, <c>runEnded</c>). Times are in seconds. Further runs are appended. A run that
/// goes on from a checkpoint has an <c>epochEnded</c> of each of its epochs before after <c>runResumed</c>.
/// </summary>
public sealed class JsonLinesLog : EpochLog
{
    private int _epochs;

    /// <summary>Opens the log.</summary>
    /// <param name="path">The file; replaced if it exists. Its folder is made where it is missing.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public JsonLinesLog(string path)
        : base(path)
    {
    }

    private protected override void Write(Stream stream, TrainingEvent trainingEvent)
    {
        if (trainingEvent is RunStarted started)
            _epochs = started.Epochs;
        Append(stream, trainingEvent);
        foreach (EpochRecord epoch in (trainingEvent as RunResumed)?.Epochs ?? [])
            Append(stream, new EpochEnded(epoch, _epochs));
    }

    private static void Append(Stream stream, TrainingEvent trainingEvent)
    {
        if (EventJson.Line(trainingEvent) is { } line)
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
