using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Train;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Cli.Commands;

/// <summary>
/// A row of the table of <c>afd train</c>: all that there is to say of one option. Flag, help, settings, <c>--resume</c>, <c>afd
/// compare</c> and the trainer's options follow from it.
/// </summary>
internal abstract class TrainOption(string name, OptionGroup group, string? placeholder, string description)
{
    public string Name => name;

    public OptionGroup Group => group;

    public string Description => description;

    /// <summary>What its value looks like; null for a switch.</summary>
    public string? Placeholder => placeholder;

    // What a choice looks like: words in small letters. A shell completes them.
    private string[]? Words => Placeholder is { } text && text.Contains('|') && !text.Any(char.IsUpper) ? text.Split('|') : null;

    /// <summary>Whether it may be given more than once.</summary>
    public bool TakesSeveral { get; init; }

    public OptionUse Use { get; protected set; }

    /// <summary>Checks how many values there are.</summary>
    /// <exception cref="FormatException">There are too many or too few.</exception>
    public void CheckCount(int count)
    {
        if (!TakesSeveral && count > 1)
            throw new FormatException($"{Name} has {count} values: give one.");
        if (Placeholder is not null && count == 0)
            throw new FormatException($"{Name} has no value.");
    }

    /// <summary>Checks the values.</summary>
    /// <exception cref="FormatException">They are none of this option.</exception>
    public abstract void Check(IReadOnlyList<string> values);

    /// <summary>Sets it in the trainer's options, where it is one of those.</summary>
    public abstract void Apply(Options options, IReadOnlyList<string> values);

    /// <summary>The values given; null where it was not.</summary>
    public IReadOnlyList<string>? ValuesIn(TrainSettings settings) => settings.Given.FirstOrDefault(given => given.Name == Name)?.Values;

    public Option ToOption()
    {
        Option option = Placeholder is null ? new Option<bool>(Name) : TakesSeveral ? new Option<string[]>(Name) : new Option<string>(Name);
        option.Description = Description;
        option.HelpName = Placeholder;
        option.Validators.Add(Check);
        if (Words is { } words)
            option.CompletionSources.Add([.. words]);
        return option;
    }

    private void Check(OptionResult result)
    {
        try
        {
            if (result.Tokens.Count > 0)
                Check([.. result.Tokens.Select(token => token.Value)]);
        }
        catch (FormatException error)
        {
            result.AddError($"{Name}: {error.Message}");
        }
    }
}

/// <summary>Where an option differs from most, which a comparison's variant may set and a run that goes on has kept.</summary>
[Flags]
internal enum OptionUse
{
    /// <summary>As most.</summary>
    Usual = 0,

    /// <summary><c>afd compare</c> sets it itself: no variant may.</summary>
    NotForVariants = 1,

    /// <summary>It may be given anew with <c>--resume</c>.</summary>
    WithResume = 2,

    /// <summary>It holds for the process that it is given to, and is not kept for one that goes on.</summary>
    NotKept = 4,

    /// <summary>All of these.</summary>
    OneProcess = NotForVariants | WithResume | NotKept,
}

/// <summary>A row whose value is a <typeparamref name="T"/>.</summary>
internal sealed class TrainOption<T>(
    string name, OptionGroup group, string? placeholder, string description, Func<IReadOnlyList<string>, T> parse,
    Action<Options, T>? set = null)
    : TrainOption(name, group, placeholder, description)
{
    public override void Check(IReadOnlyList<string> values) => parse(values);

    public override void Apply(Options options, IReadOnlyList<string> values) => set?.Invoke(options, parse(values));

    /// <summary>The same row, for use in fewer or more places than most.</summary>
    public TrainOption<T> For(OptionUse use)
    {
        Use = use;
        return this;
    }

    /// <summary>The value given; the default of the type where it was not.</summary>
    public T? In(TrainSettings settings) => ValuesIn(settings) is { } values ? parse(values) : default;
}
