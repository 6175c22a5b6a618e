using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Output;
using AfdMlNet.Files;
using AfdMlNet.ModelBuilder;

namespace AfdMlNet.Cli.Train;

/// <summary>The work of <c>afd train --mbconfig</c>: what the project asks for, the model beside it, and the result in it.</summary>
internal static class ModelBuilderTraining
{
    public static int Execute(TrainSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        var project = ModelBuilderConfig.Load(settings.ModelBuilder!);
        if (project.Environment is { } environment and not ConfigSections.LocalCpu && settings.Given.All(option => option.Name != "--gpu"))
        {
            terminal.Error.WriteLine(
                $"'{project.Path}' asks for the environment '{PlainText.Of(environment)}': it is trained here, on the CPU. "
                + "--gpu 0 trains on a GPU of this machine.");
        }

        using var training = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (project.TrainingTime is { } time)
            training.CancelAfter(time);
        try
        {
            return TrainRun.Execute(
                Asked(settings, project),
                terminal,
                (model, _, output, asked, shown) => Save(project, model, output, asked, shown),
                training.Token,
                cancellation);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new CliException(
                $"The TrainingTime of '{project.Path}', {Format.Time(project.TrainingTime!.Value)}, was over within the first epoch: "
                    + "nothing was kept. Give it more.",
                cause: error);
        }
    }

    private static TrainSettings Asked(TrainSettings settings, ModelBuilderConfig project)
    {
        TrainSettings asked = settings with { Data = project.ImageFolder };
        asked = asked.With(TrainOptions.Output, Path.GetDirectoryName(project.Path)!);
        return settings.ValidationFraction is null && project.ValidationFraction is { } fraction
            ? asked.With(TrainOptions.Validation, OptionText.Of(fraction))
            : asked;
    }

    private static string Save(
        ModelBuilderConfig project, TrainedModel model, OutputFolder output, TrainSettings settings, Terminal terminal)
    {
        AdversarialDistillationTransformer student = model.Student;
        string name = Path.GetFileName(project.ModelPath);
        output.Write([(name, model.Save)]);
        project.AddRun(student.History, TrainerOptions.Of(settings).DeployedStudent);
        project.Save();
        TrainRun.Announce(student, new(output.Path, student.StudentName, [name, Path.GetFileName(project.Path)]), settings, terminal);
        return project.ModelPath;
    }
}
