using System.Diagnostics;

namespace AfdMlNet.Cli.Compare;

/// <summary>Runs what is not on record yet, one after the other, and keeps the table up to date.</summary>
internal sealed class Comparison
{
    private readonly IReadOnlyList<PlannedRun> _runs;
    private readonly RecordFolder _records;
    private readonly string _baseline;
    private readonly CompareSettings _settings;
    private readonly CompareReporter _reporter;
    private readonly TimeEstimate _estimate;
    private readonly RunExecution _execution = new();
    private readonly long _start;
    private IReadOnlyList<string> _findings = [];
    private int _failed;

    /// <param name="runs">The protocol, or a shard of it.</param>
    /// <param name="records">What is finished.</param>
    /// <param name="baseline">The variant that the others are compared with.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="reporter">Hears how it goes.</param>
    /// <param name="start">When the time budget began: a timestamp of <see cref="Stopwatch"/>.</param>
    public Comparison(
        IReadOnlyList<PlannedRun> runs, RecordFolder records, string baseline, CompareSettings settings, CompareReporter reporter,
        long start)
    {
        (_runs, _records, _baseline, _settings, _reporter, _start) = (runs, records, baseline, settings, reporter, start);
        _estimate = new(runs, records.Find);
    }

    public ComparisonEnded Ended => new(_settings.Output, _runs.Count, Finished, _failed, _findings);

    /// <summary>How long the runs that are left will take, in words; empty where that is not known.</summary>
    public string ExpectedLeft => _estimate.Left() is { } left ? $", about {Format.Time(left)}" : "";

    private int Finished => _runs.Count(run => _records.Find(run) is not null);

    /// <returns>The exit code.</returns>
    public int Execute(CancellationToken cancellation)
    {
        _reporter.Started(new ComparisonStarted(_settings.Output, _runs.Count, Finished, _settings.Shard?.ToString()));
        WriteTable();
        for (int index = 0; index < _runs.Count; index++)
        {
            PlannedRun run = _runs[index];
            if (_records.Find(run) is not null)
                continue;
            TimeSpan? expected = _estimate.Of(run);
            if (_settings.Budget is { } budget && Stopwatch.GetElapsedTime(_start) + (expected ?? TimeSpan.Zero) > budget)
                return ExitCode.Unfinished;
            _reporter.Started(
                new ComparedRunStarted(index + 1, _runs.Count, run.Key, run.Variant, run.Ring, run.Seed, expected?.TotalSeconds));
            try
            {
                Run(run, index + 1, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCode.Cancelled;
            }
        }
        return _failed == 0 ? ExitCode.Success : ExitCode.BadInput;
    }

    private void Run(PlannedRun run, int number, CancellationToken cancellation)
    {
        RunRecord record;
        try
        {
            record = _execution.Execute(run, _reporter, cancellation);
        }
        // One run that diverges must not cost the hours of the others.
#pragma warning disable CA1031
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            _failed++;
            _reporter.Failed(new(number, _runs.Count, run.Key, ErrorText.Of(error).Message));
            return;
        }
        _records.Append(record);
        WriteTable();
        _reporter.Recorded(
            new(number, _runs.Count, run.Key, record.Seconds, record.TestAccuracies,
                [.. record.History.Students.Select(student => student.KeptValidationAccuracy)], _estimate.Left()?.TotalSeconds),
            record);
    }

    private void WriteTable()
    {
        // Shards run side by side, and none knows when the others write: the table is made when all have ended.
        if (_settings.Shard is not null)
            return;
        List<Cell> cells = [];
        foreach (PlannedRun run in _runs)
        {
            if (_records.Find(run) is { } record)
                cells.Add(new(run.Ring, run.Variant, run.Seed, record));
        }
        ComparisonTable table = TableBuilder.Build(
            cells, [.. _runs.Select(run => run.Ring).Distinct()], [.. _runs.Select(run => run.Variant).Distinct()], _baseline,
            _settings.Select, _runs.Count);
        TableFiles.Write(_settings.Output, table, cells);
        _findings = ComparisonFindings.Of(table);
    }
}
