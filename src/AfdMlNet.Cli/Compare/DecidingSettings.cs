using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using AfdMlNet.Cli.Train;
using AfdMlNet.Distillation;
using AfdMlNet.Files;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// All that decides a run's figures, as names and values: the trainer's options where they differ from their defaults, so that an option
/// that is added to the library later, at its default, changes nothing; and what has no default (ring, seed, data, device, threads,
/// version).
/// </summary>
internal static class DecidingSettings
{
    // Columns and pipes around a run, or told below in terms that do not depend on where it runs.
    private static readonly HashSet<string> _elsewhere =
    [
        nameof(Options.LabelColumnName), nameof(Options.FeatureColumnName), nameof(Options.ScoreColumnName),
        nameof(Options.PredictedLabelColumnName),
        nameof(Options.ValidationSet), nameof(Options.Progress), nameof(Options.CancellationToken), nameof(Options.WorkspacePath),
        nameof(Options.ImageMemoryLimit), nameof(Options.FallbackToCpu), nameof(Options.Students), nameof(Options.Seed),
        nameof(Options.GpuDeviceId),
        nameof(Options.GpuDeviceIds), nameof(Options.Threads), nameof(Options.KeepFreedMemory), nameof(Options.Distributed),
    ];

    /// <param name="settings">The run, read by <c>afd train</c>'s table.</param>
    /// <param name="options">The same for the library.</param>
    /// <param name="data">The fingerprint of the images.</param>
    public static SortedDictionary<string, string> Of(TrainSettings settings, Options options, string data)
    {
        var deciding = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ring"] = string.Join(',', options.Students.Select(student => student.Name)),
            ["seed"] = Text(settings.Seed),
            ["data"] = data,
            ["device"] = options is { GpuDeviceId: null, GpuDeviceIds: null } ? "cpu" : "gpu",
            ["threads"] = Text(ProcessorThreads.Of(options.Threads)),
            ["version"] = LibraryVersion.Text.Split('+')[0],
        };
        foreach (Commands.StudentWeights weights in settings.Weights ?? [])
            deciding[$"weights.{weights.Student}"] = Hash(weights.Path);
        AddDifferences(deciding, "", options, new Options());
        return deciding;
    }

    private static void AddDifferences(SortedDictionary<string, string> deciding, string prefix, object value, object? usual)
    {
        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || (prefix.Length == 0 && _elsewhere.Contains(property.Name)))
                continue;
            object? usualValue = usual is not null && property.DeclaringType!.IsInstanceOfType(usual) ? property.GetValue(usual) : null;
            AddDifference(deciding, prefix + property.Name, property.GetValue(value), usualValue);
        }
    }

    private static void AddDifference(SortedDictionary<string, string> deciding, string name, object? value, object? usual)
    {
        if (IsPlain(value) && IsPlain(usual))
        {
            if (Text(value) != Text(usual))
                deciding[name] = Text(value);
            return;
        }
        if (value is null || usual is null || value.GetType() != usual.GetType())
        {
            deciding[name] = value?.GetType().Name ?? Text(null);
            usual = value?.GetType().GetConstructor(Type.EmptyTypes)?.Invoke(null);
        }
        if (value is not null)
            AddDifferences(deciding, $"{name}.", value, usual);
    }

    private static bool IsPlain(object? value) => value is null or IConvertible or IEnumerable or DistillationMethod or IStudentNetwork;

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IStudentNetwork network => network.Name,
        DistillationMethod method => method.Name,
        IEnumerable many => string.Join(',', many.Cast<object?>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..16];
    }
}
