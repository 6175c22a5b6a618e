using System.Globalization;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Data;

namespace AfdMlNet.Cli.Train;

/// <summary>What was asked for on the command line, in the words it was asked for; what was not given is the library's default.</summary>
/// <param name="Data">The folder or archive of images.</param>
/// <param name="Given">The options, each once.</param>
internal sealed record TrainSettings(string Data, IReadOnlyList<GivenOption> Given)
{
    public string Output => TrainOptions.Output.In(this) ?? TrainOptions.DefaultOutput;

    public string? ModelBuilder => TrainOptions.ModelBuilder.In(this);

    /// <summary>The folder of a run to go on with.</summary>
    public string? Resume => TrainOptions.Resume.In(this);

    public double CheckpointMinutes => TrainOptions.CheckpointMinutes.In(this) ?? TrainOptions.DefaultCheckpointMinutes;

    public bool NoCheckpoints => TrainOptions.NoCheckpoints.In(this);

    public bool NoCpuCheck => TrainOptions.NoCpuCheck.In(this);

    /// <summary>Fixed where it is not given, so that a command line repeated gives the same model.</summary>
    public int Seed => TrainOptions.Seed.In(this) ?? TrainOptions.DefaultSeed;

    public ClassSelection Classes => TrainOptions.Classes.In(this) ?? ClassSelection.All;

    public int? PerClass => TrainOptions.PerClass.In(this);

    /// <summary>Whether images that cannot be read are left out.</summary>
    public bool SkipBad => TrainOptions.SkipBad.In(this);

    /// <summary>The folder of images without labels.</summary>
    public string? Unlabelled => TrainOptions.Unlabelled.In(this);

    public double? ValidationFraction => (double?)TrainOptions.Validation.In(this);

    public IReadOnlyList<StudentWeights> Weights => TrainOptions.Weights.In(this) ?? [];

    public string? LogFolder => TrainOptions.LogFolder.In(this);

    public string? Log => TrainOptions.Log.In(this);

    public bool Json => TrainOptions.Json.In(this);

    /// <summary>Seconds to wait for other processes.</summary>
    public double? RankTimeout => TrainOptions.RankTimeout.In(this);

    public string? Workspace => TrainOptions.Workspace.In(this);

    /// <summary>The same with an option that is set anew; with no values, a switch.</summary>
    public TrainSettings With(TrainOption option, params string[] values) => With(new GivenOption(option.Name, values));

    public TrainSettings With(GivenOption option) => this with { Given = [.. Given.Where(given => given.Name != option.Name), option] };

    public TrainSettings With(IEnumerable<GivenOption> options) => options.Aggregate(this, (settings, option) => settings.With(option));

    public TrainSettings Without(TrainOption option) => this with { Given = [.. Given.Where(given => given.Name != option.Name)] };

    public TrainSettings WithSeed(int seed) => With(TrainOptions.Seed, seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same from wherever it is read.</summary>
    public TrainSettings WithFullPaths()
    {
        TrainSettings full = this with { Data = Path.GetFullPath(Data) };
        if (Unlabelled is { } unlabelled)
            full = full.With(TrainOptions.Unlabelled, Path.GetFullPath(unlabelled));
        return Weights is []
            ? full
            : full.With(TrainOptions.Weights, [.. Weights.Select(file => $"{file with { Path = Path.GetFullPath(file.Path) }}")]);
    }
}
