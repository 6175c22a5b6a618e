using System.Collections;
using System.Globalization;
using AfdMlNet.Distillation;
using AfdMlNet.Networks;
using AfdMlNet.Settings;
using AfdMlNet.Training;

namespace AfdMlNet.ModelBuilder;

/// <summary>
/// The options that differ from their defaults, as lines of a C# object initializer. Data, progress and this machine's threads and folders
/// are left out.
/// </summary>
internal static class OptionsCode
{
    public static IEnumerable<string> Lines(AdversarialDistillationTrainer.Options options)
    {
        string[] own = [.. options.Students.Where(IsOwn).Select(student => student.Name).Distinct()];
        if (own.Length > 0)
            yield return $"// Of your own, to be put in by hand: {string.Join(", ", own.Select(CSharpText.Literal))}.";
        foreach (string line in Changed(options, new AdversarialDistillationTrainer.Options()))
            yield return $"{line},";
    }

    private static IEnumerable<string> Changed(object options, object defaults) => OptionProperty.Of(options.GetType())
        .Where(option => option.Scope <= OptionScope.Device)
        .Select(option => (option.Name, Code: Value(option, option.In(options)), Default: Value(option, option.In(defaults))))
        .Where(option => option.Code != option.Default)
        .Select(option => $"{option.Name} = {option.Code}");

    private static string Value(OptionProperty option, object? value) => option.IsNested && value is not null ? New(value) : Value(value);

    private static string Value(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => CSharpText.Literal(text),
        Enum choice => $"{choice.GetType().Name}.{choice}",
        DistillationMethod method => $"DistillationMethod.Parse({CSharpText.Literal(method.Name)})",
        LearningRateSchedule schedule => schedule.Code ?? "null /* your own: put it in here */",
        PretrainedNetwork started => $"{Value(started.Network)}.WithWeights({CSharpText.Literal(started.Path)})",
        IStudentNetwork student => $"StudentNetworks.Parse({CSharpText.Literal(student.Name)})",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"new[] {{ {string.Join(", ", items.Cast<object?>().Select(Value))} }}",
        _ => throw new NotSupportedException($"There is no C# for a {value.GetType()}."),
    };

    private static string New(object options)
    {
        string type = options.GetType().Name;
        string[] changed = [.. Changed(options, Activator.CreateInstance(options.GetType())!)];
        return changed.Length == 0 ? $"new {type}()" : $"new {type} {{ {string.Join(", ", changed)} }}";
    }

    private static bool IsOwn(IStudentNetwork student) =>
        student is PretrainedNetwork started ? IsOwn(started.Network) : student is not StudentNetwork;
}
