using AfdMlNet.Checkpoints;
using AfdMlNet.Cli.Check;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Events;
using AfdMlNet.Mpi;
using AfdMlNet.Networks;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Train;

/// <summary>The work of <c>afd train</c>.</summary>
internal static class TrainRun
{
    public static int Execute(TrainSettings settings, Terminal terminal, CancellationToken cancellation, MpiGroup? group = null) =>
        Execute(settings, terminal, Save, cancellation, cancellation, group);

    /// <summary>The work of a process that is not the first of its group: it trains with the others, and writes nothing.</summary>
    public static int Follow(TrainSettings settings, Terminal terminal, MpiGroup group, CancellationToken cancellation)
    {
        using DataFolder folder = DataFolder.Open(settings.Data, settings.Workspace, cancellation);
        TrainingData data = Readable(folder, settings, new SilentDisplay(), cancellation);
        settings = settings.With(PhotographRecipe.Chosen(data, settings));
        AdversarialDistillationTrainer.Options options = OptionsOf(settings, terminal, new SilentDisplay(), group, cancellation);
        using TrainedModel model = TrainingPipeline.Fit(data, options, settings.Seed);
        group.Leave();
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Success;
    }

    /// <summary>The same with other files.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="save">Writes the files and answers the model's.</param>
    /// <param name="training">Ends training; the best so far is kept.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <param name="group">The processes that train with this one, of which this is the first; null for none.</param>
    public static int Execute(
        TrainSettings settings,
        Terminal terminal,
        Func<TrainedModel, ModelCard, OutputFolder, TrainSettings, Terminal, string> save,
        CancellationToken training,
        CancellationToken cancellation,
        MpiGroup? group = null)
    {
        Display display = Display.For(terminal, settings.Json);
        // At once rather than after all images are found.
        CheckedOptions(settings, _ => { });
        IProgress<TrainingEvent> shown = settings.Json ? new JsonTrainingReporter(terminal.Out) : new TrainingReporter(display);

        using DataFolder folder = DataFolder.Open(settings.Data, settings.Workspace, cancellation);
        TrainingData data = display.Run(() => Readable(folder, settings, display, cancellation));
        terminal.Tell(folder.PassedOver);
        settings = Completed(data, settings, terminal);
        AdversarialDistillationTrainer.Options options = OptionsOf(settings, terminal, display, group, training);
        OutputFolder output = OutputFolder.Prepare(settings.Output);
        bool isNewRun = false;
        try
        {
            isNewRun = options.Checkpoint is not null && RunFolder.Begin(settings);
            if (!settings.NoCpuCheck && group is null && QuickCpuCheck.IsWorthIt(data.Training.Images.Count, options))
                QuickCpuCheck.Run(display, training);
            var recorder = new RunRecorder();
            using TrainedModel model = display.Run(() => Fit(data, options, settings, terminal, [shown, recorder]));
            group?.Leave();
            if (model.Student.History is { StopReason: StopReason.Cancelled } history
                && history.Students.All(student => student.KeptEpoch == 0))
                throw Unfinished(settings, options);
            var report = new RunReport
            {
                Run = recorder.Run!,
                History = model.Student.History,
                Options = ChangedOption.Of(options),
                Data = settings.ModelBuilder is null ? ReportedData.Of(data, options, cancellation) : null,
                Ended = DateTimeOffset.Now,
            };
            var card = new ModelCard(report, data, Evaluation: null);
            string file = save(model, card, output, settings, terminal);
            if (options.Checkpoint is not null)
                EndRun(model.Student.History, settings, terminal);
            if (cancellation.IsCancellationRequested)
                return ExitCode.Cancelled;
            Evaluation? evaluation = data.Test is { } test ? Test(file, test, settings, terminal, display, cancellation) : null;
            if (evaluation is not null && settings.ModelBuilder is null)
            {
                RunFiles.WriteReport(
                    output, report with { Test = ReportedTest.Of(evaluation, file) }, card with { Evaluation = evaluation }, terminal);
            }
            if (!settings.Json)
                TellEnd(report, evaluation, data, settings, terminal.Out);
            return evaluation is null ? ExitCode.Success : EvaluationText.TellUnread(terminal, folder, evaluation, settings.SkipBad);
        }
        finally
        {
            if (isNewRun)
                RunFolder.Abandon(settings.Output);
            output.Abandon();
        }
    }

    private static TrainingData Readable(DataFolder folder, TrainSettings settings, Display display, CancellationToken cancellation) =>
        new ImageCheck(folder, display, cancellation)
            .Readable(TrainingData.Read(folder, settings, cancellation), settings.SkipBad);

    /// <summary>The settings with what is chosen for these images, and a line that says so.</summary>
    private static TrainSettings Completed(TrainingData data, TrainSettings settings, Terminal terminal)
    {
        IReadOnlyList<GivenOption> chosen = PhotographRecipe.Chosen(data, settings);
        if (chosen.Count == 0)
            return settings;
        if (settings.Json)
            JsonLines.Write(terminal.Out, "chosen", new StoredSettings(settings.Data, chosen), TrainingJson.Default.StoredSettings);
        else
            terminal.Out.WriteLine(PhotographRecipe.Text(data, chosen));
        return settings.With(chosen);
    }

    private static AdversarialDistillationTrainer.Options OptionsOf(
        TrainSettings settings, Terminal terminal, Display display, MpiGroup? group, CancellationToken training)
    {
        AdversarialDistillationTrainer.Options options = CheckedOptions(settings, Loaded(settings, terminal, display));
        options.CancellationToken = training;
        options.Distributed = group;
        if (settings is { NoCheckpoints: false, ModelBuilder: null })
            options.Checkpoint = Checkpoints(settings);
        return options;
    }

    private static void EndRun(TrainingHistory history, TrainSettings settings, Terminal terminal)
    {
        if (history.StopReason != StopReason.Cancelled)
            RunFolder.Finish(settings.Output);
        else if (!settings.Json)
            terminal.Out.WriteLine(RunFolder.HowToGoOn(settings.Output));
    }

    private static CheckpointOptions Checkpoints(TrainSettings settings) => new()
    {
        Folder = RunFolder.Of(settings.Output),
        EveryEpochs = null,
        EveryTime = TimeSpan.FromMinutes(settings.CheckpointMinutes),
    };

    private static Exception Unfinished(TrainSettings settings, AdversarialDistillationTrainer.Options options) =>
        options.Checkpoint is null
        ? new OperationCanceledException("Cancelled within the first epoch.")
        : new CliException(
            $"Ended within the first epoch: there is no model yet. {RunFolder.HowToGoOn(settings.Output)}", ExitCode.Cancelled);

    private static TrainedModel Fit(
        TrainingData data,
        AdversarialDistillationTrainer.Options options,
        TrainSettings settings,
        Terminal terminal,
        IEnumerable<IProgress<TrainingEvent>> listeners)
    {
        using var logs = LogFiles.Open(settings);
        options.Progress = new ListenerGroup([.. listeners, .. logs.Listeners]);
        try
        {
            return TrainingPipeline.Fit(data, options, settings.Seed);
        }
        finally
        {
            logs.ReportFailures(terminal.Error);
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

    private static string Save(TrainedModel model, ModelCard card, OutputFolder output, TrainSettings settings, Terminal terminal)
    {
        AdversarialDistillationTransformer student = model.Student;
        (string Name, Action<string> Write)[] files =
        [
            (RunFiles.EpochsName, path => RunFiles.WriteEpochs(path, card.Report.Run, card.Report.History)),
            (HistoryFile.HistoryName, path => File.WriteAllText(path, HistoryFile.Text(student.History))),
            (HistoryFile.SettingsName, path => File.WriteAllText(path, HistoryFile.Text(settings.WithFullPaths()))),
            (RunFiles.LabelsName, path => RunFiles.WriteLabels(path, student.ClassNames)),
            ("student.onnx", student.ExportOnnx),
            (SavedModel.FileName, model.Save),
        ];
        output.Write(files);
        RunFiles.WriteReport(output, card.Report, card, terminal);
        string[] names = [RunFiles.ReportName, ModelCard.FileName, .. files.Select(file => file.Name)];
        Announce(student, new(output.Path, student.StudentName, names), settings, terminal);
        return Path.Combine(output.Path, SavedModel.FileName);
    }

    /// <summary>Says how training went and what was written.</summary>
    public static void Announce(AdversarialDistillationTransformer student, SavedFiles saved, TrainSettings settings, Terminal terminal)
    {
        if (settings.Json)
        {
            JsonLines.Write(terminal.Out, "saved", saved, TrainingJson.Default.SavedFiles);
            return;
        }
        foreach (string line in TrainingText.Outcome(student.History))
            terminal.Out.WriteLine(line);
        terminal.Out.WriteLine($"Saved {saved.Student} in '{saved.Folder}': {string.Join(", ", saved.Files)}.");
    }

    /// <summary>Says how good the model is, by the validation images where no test says so, and what to do with it.</summary>
    private static void TellEnd(RunReport report, Evaluation? evaluation, TrainingData data, TrainSettings settings, TextWriter output)
    {
        double? kept = report.History.Students[report.Run.DeployedStudent].KeptValidationAccuracy;
        if (evaluation is null && report.Run.ValidationImages > 0 && kept is { } accuracy)
            output.WriteLine(Verdict.Of(accuracy, report.Run.ValidationImages, data.Validation ?? data.Training).Text("validation image"));
        if (settings.ModelBuilder is not null)
            return;
        foreach (string line in TrainingText.Next(settings.Output))
            output.WriteLine(line);
    }

    /// <summary>Measures the file that was saved, not the model in memory: it is what is deployed.</summary>
    private static Evaluation Test(
        string file, ImageSet test, TrainSettings settings, Terminal terminal, Display display, CancellationToken cancellation)
    {
        using SavedModel saved = SavedModel.Load(file);
        Evaluation evaluation = display.Run(() => Evaluator.Evaluate(saved, test, display, cancellation));
        if (settings.Json)
            JsonLines.Write(terminal.Out, "evaluated", evaluation, ScoringJson.Default.Evaluation);
        else
            EvaluationText.WriteSummary(terminal.Out, evaluation, "test image");
        return evaluation;
    }
}
