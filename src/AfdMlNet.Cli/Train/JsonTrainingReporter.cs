using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Train;

/// <summary>A run's events as JSON lines.</summary>
internal sealed class JsonTrainingReporter(TextWriter output) : IProgress<TrainingEvent>
{
    public void Report(TrainingEvent value)
    {
        if (EventJson.Line(value) is not { } line)
            return;
        output.WriteLine(line);
        // Whoever reads the pipe waits for this line.
        output.Flush();
    }
}
