using System.Globalization;
using AfdMlNet.Events;
using AfdMlNet.Reporting.TensorBoard;

namespace AfdMlNet.Reporting;

/// <summary>
/// A run for TensorBoard (<c>tensorboard --logdir DIR</c>): scalars over epochs, named student and figure, such as <c>resnet8/ce</c>,
/// <c>resnet8/d_real</c> and <c>resnet8/validation_accuracy</c>, and <c>images_per_second</c>. A student that stands in the ring more than
/// once is named with its place: <c>resnet8[2]/ce</c>. Each log is one file in the folder; give each run a folder of its own.
/// </summary>
public sealed class TensorBoardLog : EpochLog
{
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<Figure> _figures;

    /// <summary>Opens the log.</summary>
    /// <param name="folder">The folder of the run; made where it is missing. The file in it is named as TensorBoard looks for it.</param>
    /// <exception cref="ArgumentException">The folder's path is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public TensorBoardLog(string folder)
        : this(folder, TimeProvider.System, Figures.All)
    {
    }

    internal TensorBoardLog(string folder, TimeProvider time, IReadOnlyList<Figure> figures)
        : base(FileIn(folder, time)) => (_time, _figures) = (time, figures);

    private protected override void Write(Stream stream, TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case RunStarted:
                Restart(stream);
                RecordFile.Append(stream, EventRecord.Version(_time.GetUtcNow()));
                break;
            case EpochEnded ended:
                RecordFile.Append(stream, EventRecord.Scalars(_time.GetUtcNow(), ended.Record.Epoch, [.. Scalars(ended.Record)]));
                break;
        }
    }

    private IEnumerable<(string Tag, float Value)> Scalars(EpochRecord epoch)
    {
        IReadOnlyList<string> names = StudentLabels.Of([.. epoch.Students.Select(student => student.Name)]);
        for (int k = 0; k < names.Count; k++)
        {
            foreach (Figure figure in _figures)
            {
                if (figure.Of(epoch.Students[k]) is { } value)
                    yield return ($"{names[k]}/{figure.Name}", (float)value);
            }
        }
        yield return ("images_per_second", (float)epoch.ImagesPerSecond);
    }

    private static string FileIn(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return System.IO.Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds()}.{Environment.MachineName}.{Environment.ProcessId}."
            + $"{Guid.NewGuid():N}"));
    }
}
