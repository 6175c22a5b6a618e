using AfdMlNet.Events;

namespace AfdMlNet.Cli.Train;

/// <summary>Whether a history that was read has all its parts, and figures that can be: files of other programs are read too.</summary>
internal static class HistoryCheck
{
    public const int MostStudents = 100;

    public static bool IsWhole(TrainingHistory? history) =>
        history is { Students: { Count: > 0 and <= MostStudents } students, Epochs: { } epochs, Findings: { } findings }
        && students.All(IsWhole)
        && epochs.All(epoch => epoch is { Epoch: > 0, Students: { } own } && own.Count == students.Count && own.All(IsWhole))
        && !findings.Contains(null);

    public static bool IsFraction(double? value) => value is null or (>= 0 and <= 1);

    private static bool IsWhole(StudentOutcome? student) =>
        student is { Name: not null, KeptEpoch: >= 0 }
            && IsFraction(student.KeptValidationAccuracy)
            && IsFraction(student.LastValidationAccuracy);

    private static bool IsWhole(StudentEpoch? student) =>
        student is { Name: not null } && IsFraction(student.TrainingAccuracy) && IsFraction(student.ValidationAccuracy);
}
