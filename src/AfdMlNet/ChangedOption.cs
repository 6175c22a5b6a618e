using System.Collections;
using System.Globalization;
using AfdMlNet.Networks;
using AfdMlNet.Settings;
using AfdMlNet.Training;

namespace AfdMlNet;

/// <summary>An option that differs from its default.</summary>
/// <param name="Name">Its name; that of an option within an option is <c>LogitOptimizer.LearningRate</c>.</param>
/// <param name="Value">What it is, in words.</param>
/// <param name="Default">What it would have been, in words.</param>
public sealed record ChangedOption(string Name, string Value, string Default)
{
    private const string NotSet = "not set";

    /// <summary>
    /// The options of an object that differ from those of a fresh one; data, progress, processes and cancellation are none.
    /// </summary>
    /// <typeparam name="T">The type of the options, such as <see cref="AdversarialDistillationTrainer.Options"/>.</typeparam>
    /// <param name="options">The options.</param>
    /// <returns>The options that differ, in the order of their declaration.</returns>
    public static IReadOnlyList<ChangedOption> Of<T>(T options) where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(options);
        return Within(OptionScope.Surroundings, options);
    }

    /// <summary>Those that have a say in no less than <paramref name="scope"/>.</summary>
    internal static IReadOnlyList<ChangedOption> Within<T>(OptionScope scope, T options) where T : class, new() =>
    [
        .. OptionDifference.Between(options, new T())
            .Where(option => option.Scope <= scope)
            .Select(option => new ChangedOption(option.Name, Text(option.Value), Text(option.Default)))
            .Where(option => option.Value != option.Default),
    ];

    private static string Text(object? value) => value switch
    {
        null => NotSet,
        string text => text,
        bool truth => truth ? "true" : "false",
        PretrainedNetwork started => started.ToString(),
        IStudentNetwork network => network.Name,
        LearningRateSchedule schedule => schedule.Code?.Replace("LearningRateSchedule.", "", StringComparison.Ordinal)
            ?? schedule.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Text)),
        _ => value.ToString() ?? "",
    };
}
