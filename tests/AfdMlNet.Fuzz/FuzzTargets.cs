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
        new CheckpointTarget(),
        new ModelGraphTarget(),
        new SavedModelTarget(),
        new ModelBuilderTarget(),
        new DataArchiveTarget(),
        new HistoryTarget(),
        new SettingsTarget(),
        new RecordsTarget(),
        new ProtocolTarget(),
    ];

    /// <summary>Targets that are others' code to the greater part and may end the process: for runs by hand.</summary>
    public static IReadOnlyList<FuzzTarget> ByHand { get; } = [new LoadedModelTarget()];

    /// <summary>The target of a name, or all.</summary>
    public static IReadOnlyList<FuzzTarget> Named(string name) =>
        name == "all" ? All : [.. All.Concat(ByHand).Where(target => target.Name == name)];
}
