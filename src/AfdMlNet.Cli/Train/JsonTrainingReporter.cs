using AfdMlNet.Cli.Output;
using AfdMlNet.Training;

namespace AfdMlNet.Cli.Train;

/// <summary>A run's events as JSON lines.</summary>
internal sealed class JsonTrainingReporter(TextWriter output) : IProgress<TrainingEvent>
{
    public void Report(TrainingEvent value)
    {
        switch (value)
        {
            case RunStarted started:
                JsonLines.Write(output, "runStarted", started, TrainingJson.Default.RunStarted);
                break;
            case StageProgressed stage:
                JsonLines.Write(output, "stageProgressed", stage, TrainingJson.Default.StageProgressed);
                break;
            case BatchEnded batch:
                JsonLines.Write(output, "batchEnded", batch, TrainingJson.Default.BatchEnded);
                break;
            case EpochEnded epoch:
                JsonLines.Write(output, "epochEnded", epoch, TrainingJson.Default.EpochEnded);
                break;
            case RunFinding finding:
                JsonLines.Write(output, "runFinding", finding, TrainingJson.Default.RunFinding);
                break;
            case RunEnded ended:
                JsonLines.Write(output, "runEnded", ended, TrainingJson.Default.RunEnded);
                break;
        }
    }
}
