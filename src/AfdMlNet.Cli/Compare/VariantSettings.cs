using System.CommandLine;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// From a variant's options and those that all share to the settings of <c>afd train</c>, by the very table of that command.
/// </summary>
internal static class VariantSettings
{
    // In place of a file name's meaning: a value such as @x is itself.
    private static readonly ParserConfiguration _plain = new() { ResponseFileTokenReplacer = null };

    /// <exception cref="CliException">An option is unknown, wrong, or not a variant's to set.</exception>
    public static TrainSettings Of(Variant variant, string? ring, CompareSettings settings)
    {
        HashSet<string> own = OptionsOf(variant);
        string[] arguments =
        [
            settings.Data ?? "",
            .. ring is null ? (string[])[] : ["--students", ring],
            .. settings.Shared.Where(option => !own.Contains(option.Name)).SelectMany(option => option.Arguments),
            .. variant.Arguments,
        ];
        TrainSettings run = Parse(variant, arguments);
        return settings.Workspace is { } folder ? run.With(TrainOptions.Workspace, folder) : run;
    }

    /// <summary>The names of the options that a variant gives.</summary>
    private static HashSet<string> OptionsOf(Variant variant)
    {
        string[] given = [.. Parse(variant, ["folder", .. variant.Arguments]).Given.Select(option => option.Name)];
        Check(variant, [.. TrainOptions.All
            .Where(option => option.Use.HasFlag(OptionUse.NotForVariants) && given.Contains(option.Name))
            .Select(option => $"{option.Name} is for 'afd compare' itself.")]);
        return [.. given];
    }

    private static TrainSettings Parse(Variant variant, string[] arguments)
    {
        ParseResult parsed = TrainCommand.Create().Parse(arguments, _plain);
        Check(variant, [.. parsed.Errors.Select(error => error.Message)]);
        return TrainCommand.Read(parsed);
    }

    private static void Check(Variant variant, IReadOnlyCollection<string> errors)
    {
        if (errors.Count > 0)
            throw new CliException(
                string.Join(Environment.NewLine, errors.Distinct().Select(error => $"Variant '{variant.Name}': {error}")), ExitCode.Usage);
    }
}
