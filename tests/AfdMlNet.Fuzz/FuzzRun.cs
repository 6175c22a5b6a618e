using System.Diagnostics;

namespace AfdMlNet.Fuzz;

/// <summary>Feeds a target. Input i is made of seed + i alone, so that a failure's seed with a count of 1 is that failure again.</summary>
public sealed class FuzzRun(FuzzTarget target, Action<string> log)
{
    /// <summary>An input that takes longer is a failure.</summary>
    public TimeSpan Slowest { get; init; } = TimeSpan.FromSeconds(1);

    private const int MostFailures = 20;
    private const int ProgressEvery = 10_000;

    private readonly List<string> _failures = [];
    private int _accepted;
    private int _refused;
    private TimeSpan _slowest;
    private long _mostAllocated;

    public FuzzResult Execute(int count, int seed)
    {
        using var journal = new Journal(target.Name, log);
        int done = 0;
        for (; done < count && _failures.Count < MostFailures; done++)
        {
            int own = unchecked(seed + done);
            byte[] input = target.Make(new Random(own));
            journal.Begin(own, input);
            Judge(own, input);
            if ((done + 1) % ProgressEvery == 0)
                log(FormattableString.Invariant($"{target.Name}: {done + 1} of {count}, {_accepted} accepted, {_failures.Count} failures"));
        }
        return new(target.Name, done, _accepted, _refused, _slowest.TotalMilliseconds, _mostAllocated, _failures);
    }

    private void Judge(int seed, byte[] input)
    {
        Outcome outcome = Try(input);
        // Another process may have had the processor: what is slow is slow again.
        for (int again = 0; again < 2 && outcome.Time > Slowest; again++)
            outcome = outcome with { Time = TimeSpan.FromTicks(Math.Min(outcome.Time.Ticks, Try(input).Time.Ticks)) };
        _slowest = TimeSpan.FromTicks(Math.Max(_slowest.Ticks, outcome.Time.Ticks));
        _mostAllocated = Math.Max(_mostAllocated, outcome.Allocated);
        _accepted += outcome.Error is null ? 1 : 0;
        _refused += outcome.Error is { } error && target.IsRefusal(error) ? 1 : 0;
        if (Wrong(outcome, input.Length) is { } wrong)
            Fail(seed, input, wrong);
    }

    private Outcome Try(byte[] input)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Exception? error = null;
        try
        {
            target.Read(input);
        }
        // Whatever it is, it is the finding.
#pragma warning disable CA1031
        catch (Exception any)
#pragma warning restore CA1031
        {
            error = any;
        }
        return new(error, Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private string? Wrong(Outcome outcome, int length)
    {
        if (outcome.Error is { } error && !target.IsRefusal(error))
            return $"threw {error}";
        if (outcome.Time > Slowest)
            return FormattableString.Invariant($"took {outcome.Time.TotalMilliseconds:F0} ms");
        return outcome.Allocated > target.AllocationBound(length)
            ? FormattableString.Invariant($"allocated {outcome.Allocated} bytes, {target.AllocationBound(length)} are the most")
            : null;
    }

    private void Fail(int seed, byte[] input, string wrong)
    {
        string file = Journal.Save(target.Name, seed, input);
        string failure = FormattableString.Invariant($"{target.Name}, seed {seed}, input '{file}' {wrong}");
        _failures.Add(failure);
        log(failure);
    }

    private sealed record Outcome(Exception? Error, TimeSpan Time, long Allocated);
}
