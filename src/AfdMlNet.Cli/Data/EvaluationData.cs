using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Data;

/// <summary>Which images a folder is evaluated on.</summary>
internal static class EvaluationData
{
    public static ImageSet Read(DataFolder data, CancellationToken cancellation = default)
    {
        DataSplit split = DataSplit.Of(data.Path, cancellation);
        if (split is { Test: null, Train: not null })
        {
            throw new CliException(
                $"'{data.Given}' has train/ and no test/: give the folder to evaluate, such as "
                    + $"'{data.Shown(split.Validation ?? split.Train)}'.");
        }

        string folder = split.Test ?? split.Root;
        return ImageSet.Read(folder, data.Shown(folder), data.PassedOver, cancellation);
    }

    /// <summary>The images of the classes that a model knows; the others are left out aloud.</summary>
    public static ImageSet Known(ImageSet set, IReadOnlyList<string> classes, Terminal terminal)
    {
        List<string> unknown = [.. set.Classes.Except(classes)];
        if (unknown.Count == set.Classes.Count)
            throw new CliException($"The model knows none of the classes of '{set.Folder}': it knows {Format.List(classes)}.");
        if (unknown.Count > 0)
            terminal.Error.WriteLine($"Left out, as the model does not know them: {Format.List(unknown)}.");
        return set.Only(classes.ToHashSet());
    }
}
