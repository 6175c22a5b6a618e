using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Train;

/// <summary>The logs that follow a run, as asked for with <c>--log</c> and <c>--log-dir</c>.</summary>
internal sealed class LogFiles : IDisposable
{
    private const string Table = ".csv";
    private const string Events = ".jsonl";

    private readonly List<EpochLog> _logs = [];

    private LogFiles()
    {
    }

    public IReadOnlyList<IProgress<TrainingEvent>> Listeners => _logs;

    public static LogFiles Open(TrainSettings settings)
    {
        var files = new LogFiles();
        try
        {
            if (settings.Log is { } log)
                files._logs.Add(EndsIn(log, Table) ? new CsvLog(log) : new JsonLinesLog(log));
            if (settings.LogFolder is { } folder)
                files._logs.Add(new TensorBoardLog(folder));
            return files;
        }
        catch (IOException error)
        {
            files.Dispose();
            throw new CliException(error.Message, cause: error);
        }
    }

    /// <summary>A path that says what kind of log is wanted.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public static string Checked(string path) => EndsIn(path, Table) || EndsIn(path, Events)
        ? path
        : throw new FormatException($"'{path}' ends in neither {Table} nor {Events}.");

    /// <summary>Says which logs are incomplete.</summary>
    public void ReportFailures(TextWriter errors)
    {
        foreach (EpochLog log in _logs.Where(log => log.Failure is not null))
            errors.WriteLine($"The log '{log.Path}' is incomplete: {log.Failure!.Message}");
    }

    public void Dispose() => _logs.ForEach(log => log.Dispose());

    private static bool EndsIn(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
