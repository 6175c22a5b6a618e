using System.Globalization;

namespace AfdMlNet.Settings;

/// <summary>What is wrong with options one by one: out of its range, not a value of its type, or null where it must not be.</summary>
internal static class OptionErrors
{
    public static IEnumerable<string> Of(object options, string prefix = "")
    {
        foreach (OptionProperty option in OptionProperty.Of(options.GetType()))
        {
            object? value = option.In(options);
            if (Error(option, prefix + option.Name, value) is { } error)
                yield return error;
            else if (option.IsNested && value is not null)
            {
                foreach (string inner in Of(value, $"{prefix}{option.Name}."))
                    yield return inner;
            }
        }
    }

    private static string? Error(OptionProperty option, string name, object? value) => value switch
    {
        null => option.IsOptional ? null : $"{name} is null: it needs {option.Needs}.",
        Enum choice when !Enum.IsDefined(choice.GetType(), choice) =>
            $"{name} is {choice:D}: "
                + $"{string.Join(" or ", Enum.GetNames(choice.GetType()).Select(known => $"{choice.GetType().Name}.{known}"))}.",
        _ => option.Range is { } range && !range.Contains(Number(value))
            ? string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: {range}.")
            : null,
    };

    private static double Number(object value) =>
        value is TimeSpan time ? time.TotalSeconds : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
