using System.Diagnostics;
using AfdMlNet.Distillation;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>Adds up the time that each network spends in each part of its step. A network's worker alone writes its row.</summary>
internal sealed class PhaseClock(int networks)
{
    private readonly long[,] _ticks = new long[networks, Enum.GetValues<StepPhase>().Length];
    private readonly (StepPhase Phase, long Since)[] _now = new (StepPhase, long)[networks];

    public void Enter(int k, StepPhase phase)
    {
        long now = Stopwatch.GetTimestamp();
        (StepPhase before, long since) = _now[k];
        if (since != 0)
            _ticks[k, (int)before] += now - since;
        _now[k] = (phase, now);
    }

    public void Reset()
    {
        Array.Clear(_ticks);
        Array.Clear(_now);
    }

    /// <summary>Milliseconds of network k in a phase.</summary>
    public double this[int k, StepPhase phase] => _ticks[k, (int)phase] * 1000.0 / Stopwatch.Frequency;
}
