using AfdMlNet.Cli.Commands;

namespace AfdMlNet.Cli.Train;

/// <summary>settings.json: what was asked for, option by option as it was given.</summary>
internal sealed record StoredSettings(string? Data, IReadOnlyList<GivenOption?>? Options)
{
    public static StoredSettings Of(TrainSettings settings) => new(settings.Data, settings.Given);

    /// <summary>The settings, with every option checked: files of other programs are read too.</summary>
    /// <exception cref="FormatException">Something is missing, unknown or out of its range.</exception>
    public TrainSettings Checked()
    {
        if (Data is null || Options is null)
            throw new FormatException("the images or the options are missing.");
        foreach (GivenOption? given in Options)
        {
            if (given is not { Name: not null, Values: not null } || given.Values.Contains(null!))
                throw new FormatException("an option has no name or no value.");
            TrainOption option = TrainOptions.All.FirstOrDefault(row => row.Name == given.Name)
                ?? throw new FormatException($"there is no option '{given.Name}' in this version.");
            option.CheckCount(given.Values.Count);
            option.Check(given.Values);
        }
        return Options.Select(given => given!.Name).Distinct().Count() == Options.Count
            ? new(Data, [.. Options.OfType<GivenOption>()])
            : throw new FormatException("an option stands twice.");
    }
}
