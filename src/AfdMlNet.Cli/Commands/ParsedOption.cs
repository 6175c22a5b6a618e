using System.CommandLine;

namespace AfdMlNet.Cli.Commands;

/// <summary>Options whose value is parsed from one text by a function that throws <see cref="FormatException"/>.</summary>
internal static class ParsedOption
{
    public static Option<T?> Of<T>(string name, string placeholder, string description, Func<string, T> parse) where T : class => new(name)
    {
        Description = description,
        HelpName = placeholder,
        CustomParser = result =>
        {
            try
            {
                return parse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "");
            }
            catch (FormatException error)
            {
                result.AddError($"{name}: {error.Message}");
                return null;
            }
        },
    };

    public static string[] Names(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
