using AfdMlNet.Fuzz.Targets;

namespace AfdMlNet.Fuzz;

/// <summary>All readers of files that may come from strangers. A reader more is a class and a line here.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new ImageTarget(),
        new PthTarget(),
        new SafetensorsTarget(),
        new ModelGraphTarget(),
        new SavedModelTarget(),
        new ModelBuilderTarget(),
        new DataArchiveTarget(),
        new HistoryTarget(),
        new SettingsTarget(),
        new RecordsTarget(),
        new ProtocolTarget(),
    ];

    /// <summary>The target of a name, or all.</summary>
    public static IReadOnlyList<FuzzTarget> Named(string name) => name == "all" ? All : [.. All.Where(target => target.Name == name)];
}
