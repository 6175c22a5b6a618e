using System.Linq.Expressions;
using AfdMlNet.Settings;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Cli.Commands;

/// <summary>The kinds of rows that the table of <c>afd train</c> is made of.</summary>
internal static class Row
{
    /// <summary>An option of the trainer, by its property: type, range, default and the words of an enum are the property's.</summary>
    public static TrainOption<object> Property<T>(
        string name, OptionGroup group, string? placeholder, string description, params Expression<Func<Options, T>>[] properties)
    {
        PropertyPath[] paths = [.. properties.Select(PropertyPath.Of)];
        OptionProperty property = paths[0].Last;
        return new(
            name,
            group,
            placeholder ?? (property.ValueType.IsEnum ? string.Join('|', OptionText.Words(property.ValueType)) : null),
            description + (paths[0].Default is { } value and not false ? $" Default {OptionText.Of(value)}." : ""),
            values => values is [var text] ? OptionText.Parse(property, text) : true,
            (options, value) => Array.ForEach(paths, path => path.Set(options, value)));
    }

    /// <summary>An option whose value is read by a function that throws <see cref="FormatException"/>.</summary>
    public static TrainOption<T> Parsed<T>(
        string name, OptionGroup group, string placeholder, string description, Func<string, T> parse, Action<Options, T>? set = null) =>
        new(name, group, placeholder, description, values => parse(values is [var text] ? text : ""), set);

    /// <summary>Any text, such as a path.</summary>
    public static TrainOption<string> Text(
        string name, OptionGroup group, string placeholder, string description, Action<Options, string>? set = null) =>
        Parsed(name, group, placeholder, description, text => text, set);

    /// <summary>Of the same, any number.</summary>
    public static TrainOption<T[]> Several<T>(
        string name, OptionGroup group, string placeholder, string description, Func<string, T> parse) =>
        new(name, group, placeholder, description, values => [.. values.Select(parse)]) { TakesSeveral = true };

    /// <summary>One of some words.</summary>
    public static TrainOption<string> Choice(
        string name, OptionGroup group, string description, IReadOnlyList<string> words, Action<Options, string>? set = null) =>
        Parsed(name, group, string.Join('|', words), description, text => OptionText.Word(text, words), set);

    /// <summary>Given or not.</summary>
    public static TrainOption<bool> Switch(string name, OptionGroup group, string description, Action<Options, bool>? set = null) =>
        new(name, group, null, description, values => values is not [var text] || OptionText.Switch(text), set);

    public static TrainOption<int?> Whole(
        string name, OptionGroup group, string placeholder, string description, int atLeast, Action<Options, int?>? set = null) =>
        Parsed<int?>(name, group, placeholder, description, text => OptionText.Whole(text, new() { AtLeast = atLeast }), set);

    public static TrainOption<double?> Positive(string name, OptionGroup group, string placeholder, string description) =>
        Parsed<double?>(name, group, placeholder, description, text => OptionText.Real(text, new() { Above = 0 }));
}
