using System.Text.Json.Serialization;

namespace AfdMlNet.Cli.Compare;

/// <summary>A comparison begins.</summary>
/// <param name="Folder">Where its records are.</param>
/// <param name="Runs">Runs of the protocol, or of the shard.</param>
/// <param name="Finished">Those that are on record.</param>
/// <param name="Shard">Which part of the comparison this is; not written where it is the whole.</param>
internal sealed record ComparisonStarted(
    string Folder, int Runs, int Finished, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Shard);

/// <summary>A run begins.</summary>
/// <param name="Number">Its number among all, from 1.</param>
/// <param name="Runs">Runs of the protocol.</param>
/// <param name="Key">Its key.</param>
/// <param name="Variant">The variant.</param>
/// <param name="Ring">The networks, joined by commas.</param>
/// <param name="Seed">The seed.</param>
/// <param name="ExpectedSeconds">By the finished runs; null while there is none.</param>
internal sealed record ComparedRunStarted(int Number, int Runs, string Key, string Variant, string Ring, int Seed, double? ExpectedSeconds);

/// <summary>A run is finished and on record.</summary>
/// <param name="Number">Its number among all, from 1.</param>
/// <param name="Runs">Runs of the protocol.</param>
/// <param name="Key">Its key.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="TestAccuracies">Of each student, in ring order; empty without test images.</param>
/// <param name="ValidationAccuracies">Of each student's kept weights, in ring order.</param>
/// <param name="SecondsLeft">Of the whole comparison.</param>
internal sealed record RunRecorded(
    int Number, int Runs, string Key, double Seconds, IReadOnlyList<double> TestAccuracies, IReadOnlyList<double?> ValidationAccuracies,
    double? SecondsLeft);

/// <summary>A run came to nothing: it is not on record and the next comparison tries it again.</summary>
/// <param name="Number">Its number among all, from 1.</param>
/// <param name="Runs">Runs of the protocol.</param>
/// <param name="Key">Its key.</param>
/// <param name="Message">Why.</param>
internal sealed record RunFailed(int Number, int Runs, string Key, string Message);

/// <summary>A comparison ended, with all or a part of its runs.</summary>
/// <param name="Folder">Where its tables are.</param>
/// <param name="Runs">Runs of the protocol.</param>
/// <param name="Finished">Those that are on record.</param>
/// <param name="Failed">Those that came to nothing.</param>
/// <param name="Findings">What the differences say, in words.</param>
internal sealed record ComparisonEnded(string Folder, int Runs, int Finished, int Failed, IReadOnlyList<string> Findings);

/// <summary>A shard of a comparison ended, with all or a part of its runs.</summary>
/// <param name="Folder">Where the records are.</param>
/// <param name="Shard">Which part of the comparison it was.</param>
/// <param name="Runs">Its runs.</param>
/// <param name="Finished">Those that are on record.</param>
/// <param name="Failed">Those that came to nothing.</param>
/// <param name="AllRuns">Runs of the whole protocol.</param>
/// <param name="AllFinished">Those that are on record, by any shard.</param>
internal sealed record ShardEnded(string Folder, string Shard, int Runs, int Finished, int Failed, int AllRuns, int AllFinished);

/// <summary>A run that there is to be.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Variant">The variant.</param>
/// <param name="Ring">The networks, joined by commas.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Finished">Whether it is on record.</param>
/// <param name="Settings">All that decides it.</param>
internal sealed record PlannedRunListed(
    string Key, string Variant, string Ring, int Seed, bool Finished, IReadOnlyDictionary<string, string> Settings);
