using System.Diagnostics;
using AfdMlNet.Cli.Commands;
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
        Display display = Display.For(terminal, settings.Json);
        IReadOnlyList<PlannedRun> all =
            display.Run(() => Protocol.Plan(settings, folder, new ImageCheck(folder, display, cancellation), cancellation));
        terminal.Tell(folder.PassedOver);
        IReadOnlyList<PlannedRun> runs = ShardRuns.Of(all, settings.Shard);
        string baseline = Protocol.Baseline(settings.Baseline, [.. Protocol.Variants(settings).Select(variant => variant.Name)]);
        if (settings.List)
            return List(runs, RecordFolder.Read(settings.Output), settings, terminal);

        Directory.CreateDirectory(settings.Output);
        using FolderLock held = FolderLock.Take(settings.Output, settings.Shard);
        RecordFolder records = RecordFolder.Read(settings.Output, settings.Shard);
        foreach (string warning in records.Warnings)
            terminal.Error.WriteLine(warning);
        if (records.FormerOf(runs) is { } former)
            terminal.Error.WriteLine(former);
        var comparison = new Comparison(runs, records, baseline, settings, new CompareReporter(terminal, display, settings.Json), start);
        int exitCode = display.Run(() => comparison.Execute(cancellation));
        if (settings.Shard is { } shard)
            FinishShard(shard, comparison, exitCode, all, settings, terminal);
        else
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
        terminal.Out.WriteLine($"{How(comparison, exitCode)} The table is in '{Path.Combine(ended.Folder, TableFiles.Markdown)}'.");
    }

    private static void FinishShard(
        Shard shard, Comparison comparison, int exitCode, IReadOnlyList<PlannedRun> all, CompareSettings settings, Terminal terminal)
    {
        // The other shards have added theirs meanwhile.
        RecordFolder records = RecordFolder.Read(settings.Output);
        int finished = all.Count(run => records.Find(run) is not null);
        ComparisonEnded own = comparison.Ended;
        if (settings.Json)
        {
            JsonLines.Write(
                terminal.Out, "shardEnded", new(own.Folder, shard.ToString(), own.Runs, own.Finished, own.Failed, all.Count, finished),
                CompareJson.Default.ShardEnded);
            return;
        }
        terminal.Out.WriteLine(
            $"Shard {shard}: {How(comparison, exitCode)} Of all shards, {finished} of {Format.Count(all.Count, "run")} are on record in "
            + $"'{own.Folder}'. "
            + "When they have ended, the same command without --shard makes the table and runs what is left.");
    }

    private static string How(Comparison comparison, int exitCode)
    {
        ComparisonEnded ended = comparison.Ended;
        string left = Format.Count(ended.Runs - ended.Finished, "run");
        return exitCode switch
        {
            ExitCode.Success => "All runs are finished.",
            ExitCode.Cancelled => $"Stopped: {left} left. The same command goes on.",
            ExitCode.Unfinished => $"The time budget is used up: {left} left{comparison.ExpectedLeft}. The same command goes on.",
            _ => $"{Format.Count(ended.Failed, "run")} failed, {left} left. The same command tries again.",
        };
    }

    private static int List(IReadOnlyList<PlannedRun> runs, RecordFolder records, CompareSettings settings, Terminal terminal)
    {
        foreach (PlannedRun run in runs)
        {
            bool isFinished = records.Find(run) is not null;
            if (settings.Json)
                JsonLines.Write(terminal.Out, "plannedRun", new(run.Key, run.Variant, run.Ring, run.Seed, isFinished, run.Deciding),
                    CompareJson.Default.PlannedRunListed);
            else
                terminal.Out.WriteLine($"{run.Key}  {(isFinished ? "finished" : "to do   ")}  {run.Name}");
        }
        if (!settings.Json)
            terminal.Out.WriteLine($"{Format.Count(runs.Count, "run")}, {runs.Count(run => records.Find(run) is null)} to do.");
        return ExitCode.Success;
    }
}
