using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Networks;
using AfdMlNet.Settings;
using AfdMlNet.Tests.Distributed;
using AfdMlNet.Training;
using Microsoft.ML;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Tests;

/// <summary>
/// Every option of the trainer, those within options included, with a value that is not its default: so that no test that walks them
/// forgets one.
/// </summary>
internal static class OtherValues
{
    /// <summary>One set of options for each option: that one differs, and what must be there for it.</summary>
    public static IEnumerable<(string Name, OptionProperty Property, Options Options)> OneByOne() =>
        Paths(typeof(Options), []).Select(path =>
    {
        var options = new Options();
        object owner = options;
        foreach (OptionProperty step in path[..^1])
        {
            if (step.In(owner) is null)
                step.Property.SetValue(owner, Activator.CreateInstance(step.Type));
            owner = step.In(owner)!;
        }
        path[^1].Property.SetValue(owner, Other(path[^1], path[^1].In(owner)));
        return (string.Join('.', path.Select(step => step.Name)), path[^1], options);
    });

    private static IEnumerable<OptionProperty[]> Paths(Type type, OptionProperty[] before) => OptionProperty.Of(type).SelectMany(
        option => option.IsNested ? Paths(option.Type, [.. before, option]) : [[.. before, option]]);

    private static object Other(OptionProperty option, object? value) => (Nullable.GetUnderlyingType(option.Type) ?? option.Type) switch
    {
        var type when type == typeof(bool) => value is not true,
        var type when type == typeof(int) => (value as int? ?? 2) + 1,
        var type when type == typeof(long) => (long)value! + 1,
        var type when type == typeof(double) => value is double number and not 0 ? number / 2 : 0.25,
        var type when type == typeof(string) => "other",
        var type when type == typeof(TimeSpan) => TimeSpan.FromMinutes(7),
        { IsEnum: true } type => Enum.GetValues(type).Cast<object>().Last(other => !other.Equals(value)),
        var type when type == typeof(IReadOnlyList<int>) => (int[])[1, 0],
        var type when type == typeof(IReadOnlyList<IStudentNetwork>) =>
            (IStudentNetwork[])[StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(14)],
        var type when type == typeof(DistillationMethod) => DistillationMethod.Dml,
        var type when type == typeof(LearningRateSchedule) => LearningRateSchedule.Cosine(0.5),
        var type when type == typeof(IDataView) => new MLContext().Data.LoadFromEnumerable<DrawnRow>([]),
        var type when type == typeof(IProgress<TrainingEvent>) => new Progress<TrainingEvent>(),
        var type when type == typeof(IProcessGroup) => ThreadGroup.Run(1, group => group)[0],
        var type when type == typeof(CancellationToken) => new CancellationToken(canceled: true),
        var type => throw new NotSupportedException($"{option.Name} is a {type}: say here what other value it may have."),
    };

    private sealed class DrawnRow
    {
        public float Value { get; set; }
    }
}
