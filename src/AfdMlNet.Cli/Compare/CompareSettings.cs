using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Cli.Compare;

/// <summary>What <c>afd compare</c> was asked for.</summary>
internal sealed record CompareSettings
{
    /// <summary>The images; null where only the table is wanted.</summary>
    public string? Data { get; init; }

    public required string Output { get; init; }

    /// <summary>The rings, each names joined by commas; empty for the library's default.</summary>
    public IReadOnlyList<string> Rings { get; init; } = [];

    /// <summary>Empty for every method of the library.</summary>
    public IReadOnlyList<Variant> Variants { get; init; } = [];

    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Options of <c>afd train</c> that all variants share: a name and its values.</summary>
    public IReadOnlyList<GivenOption> Shared { get; init; } = [];

    /// <summary>The variant that the others are compared with.</summary>
    public string? Baseline { get; init; }

    public TimeSpan? Budget { get; init; }

    /// <summary>The part of the runs to do, beside other processes that do the rest; null for all.</summary>
    public Shard? Shard { get; init; }

    public Selection? Select { get; init; }
    public bool List { get; init; }
    public bool TableOnly { get; init; }
    public string? Workspace { get; init; }
    public bool Json { get; init; }
}

/// <summary>Which accuracy is reported.</summary>
internal enum Selection
{
    Test = 0,
    Validation = 1,
}
