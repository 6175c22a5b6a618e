using AfdMlNet.Cli.Train;

namespace AfdMlNet.Cli.Data;

/// <summary>The images of a run, found fit to train on.</summary>
/// <param name="Training">Trained on.</param>
/// <param name="Validation">The folder val/; null where a part of <paramref name="Training"/> is held back.</param>
/// <param name="Test">The folder test/, or null.</param>
internal sealed record TrainingData(ImageSet Training, ImageSet? Validation, ImageSet? Test)
{
    /// <summary>Images to train on that have no label (an empty one); null for none.</summary>
    public ImageSet? Unlabelled { get; init; }

    public static TrainingData Read(DataFolder data, TrainSettings settings, CancellationToken cancellation = default)
    {
        DataSplit split = DataSplit.Of(data.Path, cancellation);
        foreach (string other in split.Others)
            data.PassedOver.Line($"'{data.Shown(other)}' beside '{data.Shown(split.Train!)}': the splits are {SplitName.Usual}");
        ImageSet all = ReadBelow(data, split.Train ?? split.Root, cancellation);
        CheckSplits(all, split);
        ImageSet training = all.Only(settings.Classes.Apply(all.Classes, all.Folder)).AtMost(settings.PerClass);
        ImageSet? validation = split.Train is null || split.Validation is null ? null : ReadBelow(data, split.Validation, cancellation);
        ImageSet? test = split.Train is null || split.Test is null ? null : ReadBelow(data, split.Test, cancellation);
        CheckClasses(training, ImageSet.TableHint(split.Train ?? split.Root));
        CheckValidation(validation, settings);
        return new(training, Known(validation, all, training), Known(test, all, training))
        {
            Unlabelled = settings.Unlabelled is { } folder ? ReadUnlabelled(folder, data.PassedOver, cancellation) : null,
        };
    }

    /// <summary>The same without some images, and without classes that then have none.</summary>
    /// <exception cref="CliException">Too few are left to train or to validate on.</exception>
    public TrainingData Without(IReadOnlySet<LabeledImage> images)
    {
        ImageSet training = Left(Training, images);
        CheckClasses(training);
        ImageSet? validation = Validation is { } set ? Left(set, images) : null;
        if (validation is { Images.Count: 0 })
            throw new CliException($"No image of '{validation.Folder}' can be read, so there is nothing to validate on.");
        ImageSet? test = Test is { } last ? Left(last, images) : null;
        return new(training, validation?.Only(training.Classes), test is { Images.Count: > 0 } ? test.Only(training.Classes) : null)
        {
            Unlabelled = Unlabelled?.Without(images),
        };
    }

    private static ImageSet ReadUnlabelled(string folder, PassedOver notes, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new CliException($"There is no folder '{folder}' of images without labels (--unlabelled).");
        LabeledImage[] images =
            [.. new FolderWalk(notes, cancellation).ImagesIn(folder).Select(file => new LabeledImage(file, Label: ""))];
        return images.Length > 0
            ? new(folder, [], images)
            : throw new CliException($"There are no images in '{folder}' (--unlabelled).");
    }

    private static ImageSet Left(ImageSet set, IReadOnlySet<LabeledImage> images)
    {
        ImageSet left = set.Without(images);
        return left.Only(left.Images.Select(image => image.Label).ToHashSet());
    }

    private static ImageSet ReadBelow(DataFolder data, string folder, CancellationToken cancellation) =>
        ImageSet.Read(folder, data.Shown(folder), data.PassedOver, cancellation);

    /// <summary>A class may be called train or test, but not each of them.</summary>
    private static void CheckSplits(ImageSet all, DataSplit split)
    {
        if (split.Train is not null || !all.Classes.All(name => SplitName.Of(name) is not null))
            return;
        string[] names = [.. all.Classes.OrderBy(name => SplitName.Of(name))];
        throw new CliException(
            $"The images of {Format.List(names)} lie directly in {(names.Length == 1 ? "it" : "them")}, so their classes are not known. "
            + $"{ImageSet.TableHint(split.Root)}{ImageSet.Wanted}.");
    }

    private static void CheckClasses(ImageSet training, string hint = "")
    {
        if (training.Classes.Count < 2)
        {
            throw new CliException(
                ($"'{training.Folder}' has only one class, {Format.List(training.Classes)}: at least two folders with images are needed. "
                    + hint).TrimEnd());
        }
    }

    private static void CheckValidation(ImageSet? validation, TrainSettings settings)
    {
        if (validation is not null && settings.ValidationFraction is not null)
        {
            throw new CliException(
                $"--validation holds back training images, but '{validation.Folder}' is there to validate on: leave one out.",
                ExitCode.Usage);
        }
    }

    /// <summary>Leaves out the classes that were not selected; a class that training has never heard of is a mistake in the data.</summary>
    private static ImageSet? Known(ImageSet? set, ImageSet all, ImageSet training)
    {
        if (set?.Classes.Except(all.Classes).ToList() is { Count: > 0 } unknown)
            throw new CliException($"'{set.Folder}' has classes that '{all.Folder}' has not: {Format.List(unknown)}.");
        return set?.Only(training.Classes.ToHashSet()) is { Images.Count: > 0 } known ? known : null;
    }
}
