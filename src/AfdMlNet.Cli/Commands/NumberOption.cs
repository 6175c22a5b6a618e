using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AfdMlNet.Cli.Commands;

/// <summary>Options that take a number; null where they are not given, so that defaults live in the library alone.</summary>
internal static class NumberOption
{
    public static Option<int?> Whole(string name, string placeholder, string description, int minimum) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        CustomParser = result =>
        {
            string text = Text(result);
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum)
                return value;
            result.AddError($"{name} is '{text}': give a whole number of at least {minimum}.");
            return null;
        },
    };

    public static Option<double?> Real(string name, string placeholder, string description, Predicate<double> isAllowed, string allowed) =>
        new(name)
        {
            Description = description,
            HelpName = placeholder,
            CustomParser = result =>
            {
                string text = Text(result);
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && isAllowed(value))
                    return value;
                result.AddError($"{name} is '{text}': give a number {allowed}.");
                return null;
            },
        };

    private static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
}
