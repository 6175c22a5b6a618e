using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Cli.Compare;

/// <summary>A run of the protocol.</summary>
/// <param name="Key">Its <see cref="RunKey"/>.</param>
/// <param name="Variant">The variant's name.</param>
/// <param name="Ring">The networks, joined by commas.</param>
/// <param name="Settings">As <c>afd train</c> takes them.</param>
/// <param name="Deciding">See <see cref="DecidingSettings"/>.</param>
/// <param name="Data">The images.</param>
internal sealed record PlannedRun(
    string Key, string Variant, string Ring, TrainSettings Settings, IReadOnlyDictionary<string, string> Deciding, TrainingData Data)
{
    public int Seed => Settings.Seed;

    /// <summary>Its key in records that were made before the contents of images were looked at.</summary>
    public string FormerKey { get; } = RunKey.Of(DecidingSettings.WithoutContents(Deciding));

    public string Name => $"{Variant}, {Ring}, seed {Seed}";
}
