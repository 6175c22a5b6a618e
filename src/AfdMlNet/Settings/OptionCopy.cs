using System.Collections;

namespace AfdMlNet.Settings;

/// <summary>Copies of options that later changes to the original do not reach.</summary>
internal static class OptionCopy
{
    /// <summary>Options within options and lists are copied too; what they hold is shared.</summary>
    public static T Of<T>(T options) where T : class, new() => (T)Copy(options);

    private static object Copy(object options)
    {
        object copy = Activator.CreateInstance(options.GetType())!;
        foreach (OptionProperty option in OptionProperty.Of(options.GetType()))
            option.Property.SetValue(copy, Value(option, option.In(options)));
        return copy;
    }

    private static object? Value(OptionProperty option, object? value) => value switch
    {
        null => null,
        _ when option.IsNested => Copy(value),
        IEnumerable items when option.ElementType is { } element => List([.. items.Cast<object?>()], element),
        _ => value,
    };

    private static Array List(object?[] items, Type element)
    {
        var list = Array.CreateInstance(element, items.Length);
        for (int i = 0; i < items.Length; i++)
            list.SetValue(items[i], i);
        return list;
    }
}
