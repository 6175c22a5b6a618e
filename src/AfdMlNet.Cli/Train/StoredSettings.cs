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
        GivenOption[] options = [.. Options.Select(Whole).Select(OldSettings.Renamed)];
        foreach (GivenOption given in options)
        {
            TrainOption option = TrainOptions.All.FirstOrDefault(row => row.Name == given.Name)
                ?? throw new FormatException($"there is no option '{given.Name}' in this version.");
            option.CheckCount(given.Values.Count);
            option.Check(given.Values);
        }
        return options.DistinctBy(given => given.Name).Count() == options.Length
            ? new(Data, options)
            : throw new FormatException("an option stands twice.");
    }

    private static GivenOption Whole(GivenOption? given) =>
        given is { Name: not null, Values: not null } && !given.Values.Contains(null!)
            ? given
            : throw new FormatException("an option has no name or no value.");
}
