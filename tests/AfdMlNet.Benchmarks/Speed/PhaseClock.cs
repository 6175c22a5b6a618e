using System.Diagnostics;
using AfdMlNet.Distillation;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>Adds up the time that each part of each network's step takes, on whichever thread.</summary>
internal sealed class PhaseClock(int networks) : IDisposable
{
    private readonly long[,] _ticks = new long[networks, Enum.GetValues<StepPhase>().Length];
    private readonly ThreadLocal<(int Network, StepPhase Phase, long Since)> _now =
        new(() => (0, StepPhase.Waiting, Stopwatch.GetTimestamp()));

    public void Enter(int k, StepPhase phase)
    {
        long now = Stopwatch.GetTimestamp();
        (int network, StepPhase before, long since) = _now.Value;
        // Two threads may be at one network.
        Interlocked.Add(ref _ticks[network, (int)before], now - since);
        _now.Value = (k, phase, now);
    }

    public void Reset() => Array.Clear(_ticks);

    /// <summary>Milliseconds of network k in a phase.</summary>
    public double this[int k, StepPhase phase] => _ticks[k, (int)phase] * 1000.0 / Stopwatch.Frequency;

    public void Dispose() => _now.Dispose();
}
