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
}
