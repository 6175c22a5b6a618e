using AfdMlNet.Cli.Output;
using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Train;

/// <summary>What is written about a run beside its model: the page for people and the table of its epochs.</summary>
internal static class RunFiles
{
    public const string ReportName = "report.html";
    public const string EpochsName = "epochs.csv";

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

    /// <summary>The page, or word of why there is none: a model that is saved already is worth more than its report.</summary>
    public static void WriteReport(OutputFolder output, RunReport report, Terminal terminal)
    {
        try
        {
            output.Write([(ReportName, report.Write)]);
        }
        catch (CliException error)
        {
            terminal.Error.WriteLine(error.Message);
        }
    }
}
