using System.Collections;
using System.Globalization;
using System.Reflection;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Networks;
using AfdMlNet.Training;
using Microsoft.ML;

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
        return [.. Differences("", typeof(T), options, new T())];
    }

    private static IEnumerable<ChangedOption> Differences(string prefix, Type type, object? options, object? defaults)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsOption))
        {
            string name = prefix + property.Name;
            object? value = options is null ? null : property.GetValue(options);
            object? usual = defaults is null ? null : property.GetValue(defaults);
            if (IsOptions(property.PropertyType))
            {
                foreach (ChangedOption inner in Differences(name + ".", property.PropertyType, value, usual))
                    yield return inner;
            }
            else if (Text(value) != Text(usual))
            {
                yield return new(name, Text(value), Text(usual));
            }
        }
    }

    private static bool IsOption(PropertyInfo property) => property.SetMethod is { IsPublic: true }
        && !typeof(IDataView).IsAssignableFrom(property.PropertyType)
        && !typeof(IProgress<TrainingEvent>).IsAssignableFrom(property.PropertyType)
        && !typeof(IProcessGroup).IsAssignableFrom(property.PropertyType)
        && !typeof(Delegate).IsAssignableFrom(property.PropertyType)
        && property.PropertyType != typeof(CancellationToken);

    // Options within options are classes of this library that a caller can make and change.
    private static bool IsOptions(Type type) => type.IsClass && type.Assembly == typeof(ChangedOption).Assembly
        && type.GetConstructor(Type.EmptyTypes) is not null
        && type.GetProperties().Any(property => property.SetMethod is { IsPublic: true });

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
