using AfdMlNet.Events;

namespace AfdMlNet.Tests;

/// <summary>Hears a run's events as they happen. (System.Progress would post them to a pool.)</summary>
internal sealed class Listener(Action<TrainingEvent> hear) : IProgress<TrainingEvent>
{
    public void Report(TrainingEvent value) => hear(value);
}
