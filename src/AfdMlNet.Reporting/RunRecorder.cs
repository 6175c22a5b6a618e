using AfdMlNet.Events;

namespace AfdMlNet.Reporting;

/// <summary>Keeps what a report needs of a run's events.</summary>
public sealed class RunRecorder : IProgress<TrainingEvent>
{
    /// <summary>How the latest run began; null before that.</summary>
    public RunStarted? Run { get; private set; }

    /// <summary>How it went; null until it has ended.</summary>
    public TrainingHistory? History { get; private set; }

    /// <summary>Hears an event.</summary>
    /// <param name="value">The event.</param>
    public void Report(TrainingEvent value)
    {
        switch (value)
        {
            case RunStarted started:
                (Run, History) = (started, null);
                break;
            case RunEnded ended:
                History = ended.History;
                break;
        }
    }
}
