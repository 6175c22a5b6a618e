using AfdMlNet.Cli.Output;
using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Train;

/// <summary>What is written about a run beside its model: the page for people and the table of its epochs.</summary>
internal static class RunFiles
{
    public const string ReportName = "report.html";
    public const string EpochsName = "epochs.csv";
    public const string LabelsName = "labels.txt";

    /// <summary>The classes, one a line: a line break or another control character in a name is written as <c>\u000a</c>.</summary>
    public static void WriteLabels(string path, IEnumerable<string> classes) =>
        File.WriteAllLines(path, classes.Select(name => string.Concat(name.Select(Written))));

    /// <summary>The table of the epochs, from the run's own events.</summary>
    public static void WriteEpochs(string path, RunStarted run, TrainingHistory history)
    {
        using var log = new CsvLog(path);
        log.Report(run);
        foreach (EpochRecord epoch in history.Epochs)
            log.Report(new EpochEnded(epoch, run.Epochs));
        if (log.Failure is { } failure)
            throw new IOException(failure.Message, failure);
    }

    /// <summary>The page and the card, or word of why there are none: a model that is saved already is worth more than both.</summary>
    public static void WriteReport(OutputFolder output, RunReport report, ModelCard card, Terminal terminal)
    {
        try
        {
            output.Write([(ReportName, report.Write), (ModelCard.FileName, card.Write)]);
        }
        catch (CliException error)
        {
            terminal.Error.WriteLine(error.Message);
        }
    }

    private static string Written(char one) => char.IsControl(one) || one is '\u2028' or '\u2029'
        ? FormattableString.Invariant($"\\u{(int)one:x4}")
        : one.ToString();
}
