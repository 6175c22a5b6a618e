using System.Collections;
using System.Globalization;
using AfdMlNet.Cli.Train;
using AfdMlNet.Distillation;
using AfdMlNet.Networks;
using AfdMlNet.Settings;
using AfdMlNet.Training;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// All that decides a run's figures, as names and values: the trainer's options where they differ from their defaults, so that an option
/// that is added to the library later, at its default, changes nothing; and what has no default (ring, seed, data, device, threads,
/// version).
/// </summary>
internal static class DecidingSettings
{
    private const string Contents = "contents";

    // Told in words of their own, which do not depend on where a run is.
    private static readonly string[] _ownWords = [nameof(Options.Students), nameof(Options.Seed), nameof(Options.Teachers)];

    /// <param name="settings">The run, read by <c>afd train</c>'s table.</param>
    /// <param name="options">The same for the library.</param>
    /// <param name="data">The fingerprint of the images.</param>
    public static SortedDictionary<string, string> Of(TrainSettings settings, Options options, DataFingerprint data)
    {
        var deciding = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ring"] = string.Join(',', options.Students.Select(student => student.Name)),
            ["seed"] = Text(settings.Seed),
            ["data"] = data.Names,
            [Contents] = data.Contents,
            ["device"] = options is { GpuDeviceId: null, GpuDeviceIds: null } ? "cpu" : "gpu",
            ["threads"] = Text(options.Threads ?? Environment.ProcessorCount),
            ["version"] = RunEnvironment.Current().Library.Split('+')[0],
        };
        foreach (Commands.StudentWeights weights in settings.Weights)
            deciding[$"weights.{weights.Student}"] = RunKey.OfFile(weights.Path)[..RunKey.Length];
        // The default went by another rule when the first records were made: told where it is not what it was then.
        if (options.TeachersInRing is not RingTeachers.Predecessor and var teachers)
            deciding[nameof(Options.Teachers)] = Text(teachers);
        AddDifferences(deciding, "", options, new Options());
        return deciding;
    }

    /// <summary>The same as records tell it that were made before the contents of images were looked at.</summary>
    public static SortedDictionary<string, string> WithoutContents(IReadOnlyDictionary<string, string> deciding) =>
        new(deciding.Where(setting => setting.Key != Contents).ToDictionary(), StringComparer.Ordinal);

    private static void AddDifferences(SortedDictionary<string, string> deciding, string prefix, object value, object defaults)
    {
        foreach (OptionProperty option in OptionProperty.Of(value.GetType())
            .Where(option => option.DecidesWeights && !_ownWords.Contains(option.Name)))
        {
            (string name, object? own, object? usual) = (prefix + option.RecordedName, option.In(value), option.In(defaults));
            if (!option.IsNested || own is null)
            {
                if (Text(own) != Text(usual))
                    deciding[name] = Text(own);
                continue;
            }

            if (usual is null)
                deciding[name] = option.Type.Name;
            AddDifferences(deciding, $"{name}.", own, usual ?? Activator.CreateInstance(option.Type)!);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IStudentNetwork network => network.Name,
        DistillationMethod method => method.Name,
        LearningRateSchedule { Code: { } code } => code,
        IEnumerable many => string.Join(',', many.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
