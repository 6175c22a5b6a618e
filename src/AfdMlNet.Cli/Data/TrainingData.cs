using AfdMlNet.Cli.Train;

namespace AfdMlNet.Cli.Data;

/// <summary>The images of a run, found fit to train on.</summary>
/// <param name="Training">Trained on.</param>
/// <param name="Validation">The folder val/; null where a part of <paramref name="Training"/> is held back.</param>
/// <param name="Test">The folder test/, or null.</param>
internal sealed record TrainingData(ImageSet Training, ImageSet? Validation, ImageSet? Test)
{
    public static TrainingData Read(DataFolder data, TrainSettings settings, CancellationToken cancellation = default)
    {
        DataSplit split = DataSplit.Of(data.Path);
        foreach (string other in split.Others)
            data.PassedOver.Line($"'{data.Shown(other)}' beside '{data.Shown(split.Train!)}': the splits are {SplitName.Usual}");
        ImageSet all = ReadBelow(data, split.Train ?? split.Root, cancellation);
        ImageSet training = all.Only(settings.Classes.Apply(all.Classes, all.Folder)).AtMost(settings.PerClass);
        ImageSet? validation = split.Train is null || split.Validation is null ? null : ReadBelow(data, split.Validation, cancellation);
        ImageSet? test = split.Train is null || split.Test is null ? null : ReadBelow(data, split.Test, cancellation);
        CheckClasses(training);
        CheckValidation(training, validation, settings);
        return new(training, Known(validation, all, training), Known(test, all, training));
    }

    private static ImageSet ReadBelow(DataFolder data, string folder, CancellationToken cancellation) =>
        ImageSet.Read(folder, data.Shown(folder), data.PassedOver, cancellation);

    private static void CheckClasses(ImageSet training)
    {
        if (training.Classes.Count < 2)
        {
            throw new CliException(
                $"'{training.Folder}' has only one class, {Words.List(training.Classes)}: at least two folders with images are needed.");
        }
    }

    private static void CheckValidation(ImageSet training, ImageSet? validation, TrainSettings settings)
    {
        if (validation is not null)
        {
            if (settings.ValidationFraction is not null)
                throw new CliException($"--validation holds back training images, but '{validation.Folder}' is there to validate on: leave "
                    + "one out.", ExitCode.Usage);
            return;
        }
        if (settings.ValidationFraction == 0)
            return;
        List<string> lone = [.. training.Images.CountBy(image => image.Label).Where(count => count.Value < 2).Select(count => count.Key)];
        if (lone.Count > 0)
        {
            throw new CliException(
                $"There is only one image of {Words.List(lone)} in '{training.Folder}': each class needs at least 2, one of them to "
                + "validate on. "
                + "Add images, or use --validation 0.");
        }
    }

    /// <summary>Leaves out the classes that were not selected; a class that training has never heard of is a mistake in the data.</summary>
    private static ImageSet? Known(ImageSet? set, ImageSet all, ImageSet training)
    {
        if (set?.Classes.Except(all.Classes).ToList() is { Count: > 0 } unknown)
            throw new CliException($"'{set.Folder}' has classes that '{all.Folder}' has not: {Words.List(unknown)}.");
        return set?.Only(training.Classes.ToHashSet()) is { Images.Count: > 0 } known ? known : null;
    }
}
