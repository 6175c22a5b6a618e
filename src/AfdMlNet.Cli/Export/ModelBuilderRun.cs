using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Cli.Train;
using AfdMlNet.ModelBuilder;

namespace AfdMlNet.Cli.Export;

/// <summary>The work of <c>afd export --model-builder</c>.</summary>
internal static class ModelBuilderRun
{
    /// <param name="settings">What was asked for.</param>
    /// <param name="terminal">Where to say what was done.</param>
    /// <param name="calibrated">The file to write in the model's place; null for the model.</param>
    public static int Execute(ModelBuilderSettings settings, Terminal terminal, string? calibrated = null)
    {
        ModelBuilderExport export = Named(settings);
        string model = Directory.Exists(settings.Model) ? Path.Combine(settings.Model, SavedModel.FileName) : settings.Model;
        // Says in words what is wrong with a file that is no model of 'afd train'.
        SavedModel.Load(model).Dispose();

        string beside = Path.GetDirectoryName(Path.GetFullPath(model))!;
        TrainSettings? trained = HistoryFile.ReadSettings(beside);
        if (trained is null)
            terminal.Error.WriteLine(
                $"There is no {HistoryFile.SettingsName} beside '{model}': {export.Name}.training.cs has the default options.");
        export.TrainerOptions = trained is null ? null : OptionsOf(trained, terminal);
        export.History = HistoryFile.ReadHistory(beside);
        export.ImageFolder = Images(settings, trained);
        IReadOnlyList<string> files = export.Write(calibrated ?? model, settings.Folder);
        terminal.Out.WriteLine($"Wrote to '{settings.Folder}': {string.Join(", ", files)}.");
        return ExitCode.Success;
    }

    /// <summary>Checked as a run's options are: they become code.</summary>
    internal static AdversarialDistillationTrainer.Options OptionsOf(TrainSettings trained, Terminal terminal)
    {
        try
        {
            AdversarialDistillationTrainer.Options options = TrainerOptions.Of(WithoutLostWeights(trained, terminal));
            options.Validate();
            return options;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new CliException(
                $"{HistoryFile.SettingsName} is not what 'afd train' wrote: {ErrorText.Plain(error.Message)}", cause: error);
        }
    }

    private static ModelBuilderExport Named(ModelBuilderSettings settings)
    {
        try
        {
            var export = new ModelBuilderExport(settings.Name)
            {
                Notebook = settings.Notebook,
                Project = settings.Project switch
                {
                    null => GeneratedProject.None,
                    "console" => GeneratedProject.Console,
                    _ => GeneratedProject.WebApi,
                },
            };
            if (settings.Namespace is { } name)
                export.Namespace = name;
            return export;
        }
        catch (ArgumentException error)
        {
            throw new CliException(ErrorText.Plain(error.Message), ExitCode.Usage, error);
        }
    }

    private static TrainSettings WithoutLostWeights(TrainSettings trained, Terminal terminal)
    {
        if (trained.Weights.FirstOrDefault(file => !File.Exists(file.Path)) is not { } lost)
            return trained;
        terminal.Error.WriteLine($"The weights '{lost.Path}' are gone: the training code starts from fresh ones.");
        return trained.Without(TrainOptions.Weights);
    }

    /// <summary>The folder that the class folders lie in, where it is still there.</summary>
    private static string? Images(ModelBuilderSettings settings, TrainSettings? trained)
    {
        string? folder = settings.Images ?? trained?.Data;
        if (settings.Images is { } given && !Directory.Exists(given))
            throw new CliException($"There is no folder '{given}'.");
        if (!Directory.Exists(folder))
            return null;
        DataSplit split = DataSplit.Of(Path.GetFullPath(folder));
        return split.Train ?? split.Root;
    }
}
