using System.Globalization;
using System.Text;
using AfdMlNet.Events;

namespace AfdMlNet.Reporting;

/// <summary>
/// A run as a table of comma-separated values: one row per epoch and student, with <c>epoch</c>, <c>student</c>, <c>seconds</c> since
/// training began, <c>images_per_second</c>, and the figures by their names (<c>ce</c>, <c>kl</c>, <c>d_real</c>, ...). Numbers are
/// invariant, what was not measured is empty, accuracies are 0 to 1. A run that goes on from a checkpoint has the rows of its epochs
/// before, too. A student that stands in the ring more than once is named with its place: <c>resnet8[2]</c>.
/// </summary>
public sealed class CsvLog : EpochLog
{
    private readonly IReadOnlyList<Figure> _figures;

    /// <summary>Opens the log.</summary>
    /// <param name="path">The file; replaced if it exists. Its folder is made where it is missing.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public CsvLog(string path)
        : this(path, Figures.All)
    {
    }

    internal CsvLog(string path, IReadOnlyList<Figure> figures)
        : base(path) => _figures = figures;

    private protected override void Write(Stream stream, TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case RunStarted:
                Restart(stream);
                Line(
                    stream, [.. (string[])["epoch", "student", "seconds", "images_per_second"], .. _figures.Select(figure => figure.Name)]);
                break;
            case RunResumed resumed:
                foreach (EpochRecord epoch in resumed.Epochs)
                    Rows(stream, epoch);
                break;
            case EpochEnded ended:
                Rows(stream, ended.Record);
                break;
        }
    }

    private void Rows(Stream stream, EpochRecord epoch)
    {
        IReadOnlyList<string> names = StudentLabels.Of([.. epoch.Students.Select(student => student.Name)]);
        for (int k = 0; k < names.Count; k++)
        {
            StudentEpoch student = epoch.Students[k];
            Line(stream,
            [
                Number(epoch.Epoch), CsvText.Name(names[k]), Number(Math.Round(epoch.Elapsed.TotalSeconds, 3)),
                Number(Math.Round(epoch.ImagesPerSecond, 3)),
                .. _figures.Select(figure => Number(figure.Of(student))),
            ]);
        }
    }

    private static void Line(Stream stream, IEnumerable<string> cells) =>
        stream.Write(Encoding.UTF8.GetBytes(string.Join(',', cells) + "\n"));

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
