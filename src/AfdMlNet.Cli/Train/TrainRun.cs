using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Networks;
using AfdMlNet.Training;

namespace AfdMlNet.Cli.Train;

/// <summary>The work of <c>afd train</c>.</summary>
internal static class TrainRun
{
    public static int Execute(TrainSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        Display display = Display.For(terminal, settings.Json);
        AdversarialDistillationTrainer.Options options = CheckedOptions(settings, Loaded(settings, terminal, display));
        options.CancellationToken = cancellation;
        options.Progress = settings.Json ? new JsonTrainingReporter(terminal.Out) : new TrainingReporter(display);

        using DataFolder folder = DataFolder.Open(settings.Data, settings.Workspace, cancellation);
        TrainingData data = TrainingData.Read(folder, settings);
        OutputFolder output = OutputFolder.Prepare(settings.Output);
        try
        {
            using TrainedModel model = display.Run(() => TrainingPipeline.Fit(data, options, settings.Seed));
            if (model.Student.History is { StopReason: StopReason.Cancelled } history && history.Students.All(student => student.KeptEpoch == 0))
                throw new OperationCanceledException("Cancelled within the first epoch.");
            Save(model, output, settings, terminal);
            return Finish(model, data, settings, terminal, display, cancellation);
        }
        finally
        {
            output.Abandon();
        }
    }

    private static AdversarialDistillationTrainer.Options CheckedOptions(TrainSettings settings, Action<WeightsLoaded> loaded)
    {
        try
        {
            return TrainerOptions.Of(settings, loaded);
        }
        catch (ArgumentException error)
        {
            throw new CliException(ErrorText.Plain(error.Message), ExitCode.Usage, error);
        }
    }

    private static Action<WeightsLoaded> Loaded(TrainSettings settings, Terminal terminal, Display display) => settings.Json
        ? weights => JsonLines.Write(terminal.Out, "weightsLoaded", weights, TrainingJson.Default.WeightsLoaded)
        : weights => display.Line(TrainingText.Weights(weights));

    private static void Save(TrainedModel model, OutputFolder output, TrainSettings settings, Terminal terminal)
    {
        AdversarialDistillationTransformer student = model.Student;
        (string Name, Action<string> Write)[] files =
        [
            ("history.json", path => File.WriteAllText(path, HistoryFile.Text(student.History))),
            ("labels.txt", path => File.WriteAllLines(path, student.ClassNames)),
            ("student.onnx", student.ExportOnnx),
            (SavedModel.FileName, model.Save),
        ];
        output.Write(files);
        if (settings.Json)
        {
            JsonLines.Write(terminal.Out, "saved", new(output.Path, student.StudentName, [.. files.Select(file => file.Name)]), TrainingJson.Default.SavedFiles);
            return;
        }
        foreach (string line in TrainingText.Outcome(student.History))
            terminal.Out.WriteLine(line);
        terminal.Out.WriteLine($"Saved {student.StudentName} in '{output.Path}': {string.Join(", ", files.Select(file => file.Name))}.");
    }

    /// <summary>Measures the file that was saved, not the model in memory: it is what ships.</summary>
    private static int Finish(TrainedModel model, TrainingData data, TrainSettings settings, Terminal terminal, Display display, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ExitCode.Cancelled;
        if (data.Test is { } test)
        {
            SavedModel saved = SavedModel.Load(settings.Output);
            Evaluation evaluation = display.Run(() => Evaluator.Evaluate(saved, test, display, cancellation));
            if (settings.Json)
                JsonLines.Write(terminal.Out, "evaluated", evaluation, ScoringJson.Default.Evaluation);
            else
                EvaluationText.WriteSummary(terminal.Out, evaluation);
        }
        return ExitCode.Success;
    }
}
