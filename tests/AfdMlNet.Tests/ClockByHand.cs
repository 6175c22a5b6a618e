namespace AfdMlNet.Tests;

/// <summary>Time that passes when a test says so. It knows one timer, which rings once.</summary>
internal sealed class ClockByHand : TimeProvider
{
    private TimeSpan _left = Timeout.InfiniteTimeSpan;
    private Action? _ring;

    public void Advance(TimeSpan time)
    {
        if (_left == Timeout.InfiniteTimeSpan || (_left -= time) > TimeSpan.Zero)
            return;
        _left = Timeout.InfiniteTimeSpan;
        _ring!();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_left, _ring) = (dueTime, () => callback(state));
        return new OneTimer(this);
    }

    private sealed class OneTimer(ClockByHand clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._left = dueTime;
            return true;
        }

        public void Dispose() => clock._left = Timeout.InfiniteTimeSpan;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
