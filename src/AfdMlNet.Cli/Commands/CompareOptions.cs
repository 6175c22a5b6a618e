using System.CommandLine;
using AfdMlNet.Cli.Compare;

namespace AfdMlNet.Cli.Commands;

/// <summary>The options of <c>afd compare</c>: a table, and those of <c>afd train</c> that variants may share.</summary>
internal sealed class CompareOptions
{
    public Argument<string> Folder { get; } = new("FOLDER")
    {
        Description = "Images as for 'afd train'. With test/ the students are measured on it, once, at the end of each run.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string> Output { get; } = new("--out")
    {
        Description = "Folder for records.jsonl and the tables. The runs on record in it, in any *.jsonl, are not repeated.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "afd-comparison",
    };

    public Option<int[]?> Seeds { get; } =
        ParsedOption.Of("--seeds", "N,N,...|N..M", "One run of everything for each. Default 1,2,3.", SeedList.Parse);

    public Option<string[]> Students { get; } = new("--students")
    {
        Description = "A ring, as for 'afd train'; once for each ring. Default resnet20,resnet32.",
        HelpName = "A,B,...",
    };

    public Option<string[]?> Methods { get; } = ParsedOption.Of(
        "--methods", "A,B,...", "A variant for each method, named after it. Default independent,dml,afd.", ParsedOption.Names);

    public Option<Variant[]?> Vary { get; } = new("--vary")
    {
        Description = "A variant: a name, a colon and its options of 'afd train', which go before those given to all; once for each.",
        HelpName = "\"NAME: OPTIONS\"",
        CustomParser = result =>
        {
            try
            {
                return [.. result.Tokens.Select(token => Variant.Parse(token.Value))];
            }
            catch (FormatException error)
            {
                result.AddError($"--vary: {error.Message}");
                return null;
            }
        },
    };

    public Option<string?> Baseline { get; } = new("--baseline")
    {
        Description = "The variant that the others are compared with. Default: independent, or the first.",
        HelpName = "NAME",
    };

    public Option<string?> Budget { get; } = ParsedOption.Of(
        "--for", "TIME", "Start no run that is expected to end later than this, such as 2h, 90m or 1h30m.", TimeBudget.Checked);

    public Option<Shard?> Shard { get; } = SharedOptions.Shard(
        "Do part I of N of the runs, counted from 0, beside processes that do the rest with the same options and DIR. Then the same "
            + "without --shard makes the table.");

    public Option<string?> Select { get; } = ParsedOption.Of(
        "--select", "test|validation", "The accuracy to compare and to show. Default: compare test where there is test/, show both.",
        text => text.ToLowerInvariant() is "test" or "validation"
            ? text.ToLowerInvariant()
            : throw new FormatException($"there is no '{text}'. There are: test, validation."));

    public Option<bool> List { get; } = new("--list") { Description = "List the runs and whether they are on record; run nothing." };
    public Option<bool> TableOnly { get; } = new("--table-only")
    {
        Description = "Write the table of all that is on record in DIR, without FOLDER, and run nothing.",
    };
    public Option<string?> Workspace { get; } = SharedOptions.Workspace();
    public Option<bool> Json { get; } = SharedOptions.Json();

    /// <summary>Options of <c>afd train</c> for all variants.</summary>
    public IReadOnlyList<(Option Option, OptionGroup Group)> Shared { get; } =
        [.. TrainOptions.All.Where(option => !option.Use.HasFlag(OptionUse.NotForVariants))
            .Select(option => (option.ToOption(), option.Group))];

    /// <summary>The comparison's own.</summary>
    public IEnumerable<Option> Own =>
        [Output, Seeds, Students, Methods, Vary, Baseline, Budget, Shard, Select, List, TableOnly, Workspace, Json];

    public IEnumerable<Option> All => [.. Own, .. Shared.Select(shared => shared.Option)];

    public CompareSettings Read(ParseResult parsed) => new()
    {
        Data = parsed.GetValue(Folder),
        Output = parsed.GetRequiredValue(Output),
        Rings = parsed.GetValue(Students) ?? [],
        Variants = [.. (parsed.GetValue(Methods) ?? []).Select(Variant.OfMethod), .. parsed.GetValue(Vary) ?? []],
        Seeds = parsed.GetValue(Seeds) is { Length: > 0 } seeds ? seeds : [1, 2, 3],
        Shared = TrainCommand.Given(parsed, Shared.Select(shared => shared.Option)),
        Baseline = parsed.GetValue(Baseline),
        Budget = parsed.GetValue(Budget) is { } budget ? TimeBudget.Parse(budget) : null,
        Shard = parsed.GetValue(Shard),
        Select = parsed.GetValue(Select) switch { null => null, "test" => Selection.Test, _ => Selection.Validation },
        List = parsed.GetValue(List),
        TableOnly = parsed.GetValue(TableOnly),
        Workspace = parsed.GetValue(Workspace),
        Json = parsed.GetValue(Json),
    };
}
