using AfdMlNet.Fuzz.Limits;

namespace AfdMlNet.Fuzz;

/// <summary>Feeds a target. Input i is made of seed + i alone, so that a failure's seed with a count of 1 is that failure again.</summary>
public sealed class FuzzRun(FuzzTarget target, Action<string> log)
{
    /// <summary>An input that costs more is a failure.</summary>
    public FuzzLimits Limits { get; init; } = FuzzLimits.Default;

    /// <summary>Says what an input cost.</summary>
    public Gauge Gauge { get; init; } = new ProcessGauge();

    private const int Tries = 3;
    private const int MostFailures = 20;
    private const int ProgressEvery = 10_000;

    private readonly List<string> _failures = [];
    private int _accepted;
    private int _refused;
    private TimeSpan _slowest;
    private long _mostAllocated;
    private long _mostNative;

    public FuzzResult Execute(int count, int seed)
    {
        using var journal = new Journal(target.Name, log);
        // What is loaded and compiled once is no input's cost.
        foreach (byte[] sound in target.Corpus)
            target.Read(sound);
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
        return new(target.Name, done, _accepted, _refused, _slowest.TotalMilliseconds, _mostAllocated, _mostNative, _failures);
    }

    private void Judge(int seed, byte[] input)
    {
        (Exception? error, Cost cost) = Try(input);
        // The collector and the compiler work beside: what is too much is too much again.
        for (int tries = 1; tries < Tries && Limits.Exceeded(cost, target, input) is not null; tries++)
        {
            Gauge.Trim();
            cost = cost.Least(Try(input).Cost);
        }

        _slowest = _slowest > cost.Time ? _slowest : cost.Time;
        _mostAllocated = Math.Max(_mostAllocated, cost.Allocated);
        _mostNative = Math.Max(_mostNative, cost.Native);
        bool isRefusal = error is not null && target.IsRefusal(error);
        _accepted += error is null ? 1 : 0;
        _refused += isRefusal ? 1 : 0;
        if (error is not null && !isRefusal)
            Fail(seed, input, $"threw {error}");
        else if (Limits.Exceeded(cost, target, input) is { } exceeded)
            Fail(seed, input, exceeded);
    }

    private (Exception? Error, Cost Cost) Try(byte[] input)
    {
        Exception? error = null;
        Cost cost = Gauge.Measure(() =>
        {
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
        });
        return (error, cost);
    }

    private void Fail(int seed, byte[] input, string wrong)
    {
        string file = Journal.Save(target.Name, seed, input);
        string failure = FormattableString.Invariant($"{target.Name}, seed {seed}, input '{file}' {wrong}");
        _failures.Add(failure);
        log(failure);
    }
}
