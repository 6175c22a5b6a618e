using System.Diagnostics;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Compare;

/// <summary>The work of <c>afd compare</c>.</summary>
internal static class CompareRun
{
    public static int Execute(CompareSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        if (settings.TableOnly)
            return RecordedTable.Execute(settings, terminal);
        using DataFolder folder = DataFolder.Open(settings.Data!, settings.Workspace, cancellation);
        IReadOnlyList<PlannedRun> runs = Protocol.Plan(settings, folder);
        string baseline = Protocol.Baseline(settings.Baseline, [.. Protocol.Variants(settings).Select(variant => variant.Name)]);
        if (settings.List)
            return List(runs, RecordFolder.Read(settings.Output), settings, terminal);

        Directory.CreateDirectory(settings.Output);
        using FolderLock held = FolderLock.Take(settings.Output);
        RecordFolder records = RecordFolder.Read(settings.Output);
        foreach (string warning in records.Warnings)
            terminal.Error.WriteLine(warning);
        Display display = Display.For(terminal, settings.Json);
        var comparison = new Comparison(runs, records, baseline, settings, new CompareReporter(terminal, display, settings.Json), start);
        int exitCode = display.Run(() => comparison.Execute(cancellation));
        Finish(comparison, exitCode, settings, terminal);
        return exitCode;
    }

    private static void Finish(Comparison comparison, int exitCode, CompareSettings settings, Terminal terminal)
    {
        ComparisonEnded ended = comparison.Ended;
        if (settings.Json)
        {
            JsonLines.Write(terminal.Out, "comparisonEnded", ended, CompareJson.Default.ComparisonEnded);
            return;
        }
        foreach (string finding in ended.Findings)
            terminal.Out.WriteLine(finding);
        string left = Words.Count(ended.Runs - ended.Finished, "run");
        string how = exitCode switch
        {
            ExitCode.Success => "All runs are finished.",
            ExitCode.Cancelled => $"Stopped: {left} left. The same command goes on.",
            ExitCode.Unfinished => $"The time budget is used up: {left} left{comparison.ExpectedLeft}. The same command goes on.",
            _ => $"{Words.Count(ended.Failed, "run")} failed, {left} left. The same command tries again.",
        };
        terminal.Out.WriteLine($"{how} The table is in '{Path.Combine(ended.Folder, TableFiles.Markdown)}'.");
    }

    private static int List(IReadOnlyList<PlannedRun> runs, RecordFolder records, CompareSettings settings, Terminal terminal)
    {
        foreach (PlannedRun run in runs)
        {
            bool isFinished = records.Find(run.Key) is not null;
            if (settings.Json)
                JsonLines.Write(terminal.Out, "plannedRun", new(run.Key, run.Variant, run.Ring, run.Seed, isFinished, run.Deciding), CompareJson.Default.PlannedRunListed);
            else
                terminal.Out.WriteLine($"{run.Key}  {(isFinished ? "finished" : "to do   ")}  {run.Name}");
        }
        if (!settings.Json)
            terminal.Out.WriteLine($"{Words.Count(runs.Count, "run")}, {runs.Count(run => records.Find(run.Key) is null)} to do.");
        return ExitCode.Success;
    }
}
