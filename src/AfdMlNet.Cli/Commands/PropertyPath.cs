using System.Linq.Expressions;
using System.Reflection;
using AfdMlNet.Settings;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Cli.Commands;

/// <summary>
/// A property of the trainer's options, or of options within them, as <c>options => options.EarlyStopping!.Patience</c> names it.
/// </summary>
internal sealed class PropertyPath
{
    private readonly OptionProperty[] _steps;

    private PropertyPath(OptionProperty[] steps) => _steps = steps;

    public static PropertyPath Of<T>(Expression<Func<Options, T>> property)
    {
        var steps = new Stack<OptionProperty>();
        for (Expression? at = property.Body; at is MemberExpression member; at = member.Expression)
            steps.Push(new((PropertyInfo)member.Member));
        return new([.. steps]);
    }

    /// <summary>The property itself: its type and its range.</summary>
    public OptionProperty Last => _steps[^1];

    /// <summary>Sets it; options within options that are null are made.</summary>
    public void Set(Options options, object value)
    {
        object owner = options;
        foreach (OptionProperty step in _steps[..^1])
        {
            object? inner = step.In(owner);
            if (inner is null)
                step.Property.SetValue(owner, inner = Activator.CreateInstance(step.Type)!);
            owner = inner;
        }
        Last.Property.SetValue(owner, value);
    }

    /// <summary>Its value where nothing is set; null where the options that it stands in are null.</summary>
    public object? Default
    {
        get
        {
            object? value = new Options();
            foreach (OptionProperty step in _steps)
                value = step.In(value);
            return value;
        }
    }
}
