using System.Diagnostics;

namespace AfdMlNet.Training;

/// <summary>A stopwatch that can go on from what another one showed. It does not follow the system's clock.</summary>
internal sealed class ResumableClock
{
    private readonly Stopwatch _watch = new();
    private TimeSpan _before;

    public TimeSpan Elapsed => _before + _watch.Elapsed;

    public void Start() => _watch.Start();

    public void Stop() => _watch.Stop();

    /// <summary>Shows a time and stands still.</summary>
    public void Set(TimeSpan elapsed)
    {
        _before = elapsed;
        _watch.Reset();
    }
}
