using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Train;
using AfdMlNet.Distillation;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// The runs of a comparison in their order: seed after seed, so that what there is early is a whole comparison of few seeds.
/// </summary>
internal static class Protocol
{
    private static readonly DistillationMethod[] _defaults =
        [DistillationMethod.Independent, DistillationMethod.Dml, DistillationMethod.Afd];

    /// <exception cref="CliException">The settings of all that is wrong, before anything has run.</exception>
    public static IReadOnlyList<PlannedRun> Plan(
        CompareSettings settings, DataFolder folder, ImageCheck check, CancellationToken cancellation)
    {
        (Variant Variant, TrainSettings Settings, string Ring)[] kinds = Kinds(settings);
        var images = new Dictionary<object, (TrainingData Data, DataFingerprint Fingerprint)>();
        (TrainingData Data, DataFingerprint Fingerprint) Images(TrainSettings kind)
        {
            var selection = (
                kind.Classes.First, string.Join(',', kind.Classes.Names ?? []), kind.PerClass, kind.SkipBad, kind.ValidationFraction);
            if (!images.TryGetValue(selection, out (TrainingData Data, DataFingerprint Fingerprint) found))
            {
                TrainingData data = check.Readable(TrainingData.Read(folder, kind, cancellation), kind.SkipBad);
                images[selection] = found = (data, DataFingerprint.Of(data, cancellation));
            }
            return found;
        }

        IEnumerable<PlannedRun> runs = settings.Seeds.SelectMany(seed => kinds.Select(kind =>
        {
            TrainSettings run = kind.Settings.WithSeed(seed);
            (TrainingData data, DataFingerprint fingerprint) = Images(run);
            SortedDictionary<string, string> deciding = DecidingSettings.Of(run, TrainerOptions.Of(run), fingerprint);
            return new PlannedRun(RunKey.Of(deciding), kind.Variant.Name, kind.Ring, run, deciding, data);
        }));
        // Two spellings of a ring are one.
        return [.. runs.DistinctBy(run => (run.Ring, run.Variant, run.Seed))];
    }

    /// <summary>The variants, or three methods where none were given.</summary>
    public static IReadOnlyList<Variant> Variants(CompareSettings settings) => settings.Variants.Count > 0
        ? settings.Variants
        : [.. _defaults.Select(method => Variant.OfMethod(method.Name))];

    /// <summary>
    /// The name of the variant that the others are compared with: the one asked for, or the one called independent, or the first.
    /// </summary>
    public static string Baseline(string? asked, IReadOnlyCollection<string> variants)
    {
        if (asked is null)
            return variants.FirstOrDefault(name => name.Equals(DistillationMethod.Independent.Name, StringComparison.OrdinalIgnoreCase))
                ?? variants.First();
        return variants.FirstOrDefault(name => name.Equals(asked, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException(
                $"--baseline is '{asked}', and there is no such variant. There are: {Format.List(variants)}.", ExitCode.Usage);
    }

    /// <summary>Every variant with every ring.</summary>
    /// <exception cref="CliException">All that is wrong with them.</exception>
    internal static (Variant Variant, TrainSettings Settings, string Ring)[] Kinds(CompareSettings settings)
    {
        IReadOnlyList<Variant> variants = Variants(settings);
        List<string> errors = [.. variants.CountBy(variant => variant.Name, StringComparer.OrdinalIgnoreCase)
            .Where(name => name.Value > 1)
            .Select(name => $"Two variants are called '{name.Key}': give each a name of its own.")];
        List<(Variant, TrainSettings, string)> kinds = [];
        foreach (string? ring in settings.Rings.Distinct().DefaultIfEmpty(null))
        {
            foreach (Variant variant in variants)
            {
                try
                {
                    TrainSettings kind = VariantSettings.Of(variant, ring, settings);
                    AdversarialDistillationTrainer.Options options = TrainerOptions.Of(kind);
                    options.Validate();
                    kinds.Add((variant, kind, string.Join(',', options.Students.Select(student => student.Name))));
                }
                catch (Exception error) when (error is ArgumentException or CliException or IOException)
                {
                    string message = ErrorText.Plain(error.Message);
                    errors.Add(message.StartsWith("Variant ", StringComparison.Ordinal) ? message : $"Variant '{variant.Name}': {message}");
                }
            }
        }
        return errors.Count == 0 ? [.. kinds] : throw new CliException(string.Join(Environment.NewLine, errors.Distinct()), ExitCode.Usage);
    }
}
