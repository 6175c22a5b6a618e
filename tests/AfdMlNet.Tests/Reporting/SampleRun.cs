using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Tests.Reporting;

/// <summary>A run of two students over three epochs, made up.</summary>
internal static class SampleRun
{
    /// <summary>Two figures, so that tests of a log's form do not depend on the whole table.</summary>
    public static IReadOnlyList<Figure> TwoFigures { get; } =
    [
        new("ce", "Cross entropy.", FigureChart.CrossEntropy, student => student.CrossEntropy),
        new("validation_accuracy", "Accuracy.", FigureChart.Accuracy, student => student.ValidationAccuracy),
    ];

    public static RunStarted Started { get; } =
        new([new("resnet8", 75000), new("resnet14", 175000)], 0, "afd", 1000, 100, ["ant", "bee"], new(16, 16), 3, 8, "cpu", 1, 7);

    public static IReadOnlyList<EpochRecord> Epochs { get; } = [Epoch(1), Epoch(2), Epoch(3)];

    public static TrainingHistory History { get; } = new(
        Epochs, [new("resnet8", 2, 0.625, 0.5), new("resnet14", 3, 0.75, 0.75)], ["A finding."], StopReason.Completed,
        TimeSpan.FromSeconds(91));

    public static IEnumerable<TrainingEvent> Events =>
    [
        new StageProgressed("Reading images", 5, 10), Started, new BatchEnded(1, 1, 8, 3, TimeSpan.FromSeconds(1)),
        .. Epochs.Select(epoch => new EpochEnded(epoch, 3)), new RunFinding("A finding."), new RunEnded(History),
    ];

    /// <summary>The same run, gone on with from a checkpoint after two epochs.</summary>
    public static IEnumerable<TrainingEvent> GoneOnWith =>
    [
        Started, new RunResumed("checkpoints", 3, 0, TimeSpan.FromSeconds(60)) { Epochs = [.. Epochs.Take(2)] },
        new EpochEnded(Epochs[2], 3), new RunEnded(History),
    ];

    public static StudentEpoch Student(string name, double crossEntropy, double? accuracy) => new()
    {
        Name = name,
        CrossEntropy = crossEntropy,
        KullbackLeibler = 0.5,
        DiscriminatorLoss = 0.5,
        GeneratorLoss = 0.25,
        RealScore = 0.5,
        FakeScore = 0.5,
        DiscriminatorAccuracy = 0.5,
        FeatureGradientNorm = 0.1,
        TrainingAccuracy = 0.4,
        ValidationAccuracy = accuracy,
        LearningRate = 0.1,
    };

    private static EpochRecord Epoch(int epoch) => new(
        epoch, TimeSpan.FromSeconds(1.5 * epoch), 1234.5, [Student("resnet8", 2.5 / epoch, 0.25 * epoch), Student("resnet14", 3, null)]);
}
