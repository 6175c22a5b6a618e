using AfdMlNet.Events;

namespace AfdMlNet.Reporting;

/// <summary>Several listeners as one: each hears every event, in order.</summary>
/// <param name="listeners">The listeners; theirs is the time they take on the training thread.</param>
public sealed class ListenerGroup(params IEnumerable<IProgress<TrainingEvent>> listeners) : IProgress<TrainingEvent>
{
    private readonly IProgress<TrainingEvent>[] _listeners = [.. listeners];

    /// <summary>Passes an event on.</summary>
    /// <param name="value">The event.</param>
    public void Report(TrainingEvent value)
    {
        foreach (IProgress<TrainingEvent> listener in _listeners)
            listener.Report(value);
    }
}
