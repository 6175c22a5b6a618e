namespace AfdMlNet.Training;

/// <summary>What the figures of a run say, in words.</summary>
internal static class Findings
{
    private const double Decided = 0.9;
    private const double Undecided = 0.02;
    private const double FarBelow = 0.05;

    /// <param name="epochs">The epochs' records.</param>
    /// <param name="students">What became of the students.</param>
    /// <param name="learnsFromMaps">Whether discriminators took part.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<EpochRecord> epochs, IReadOnlyList<StudentOutcome> students, bool learnsFromMaps)
    {
        if (epochs.Count == 0)
            return [];
        IEnumerable<string> games = learnsFromMaps ? epochs[^1].Students.Select(Game).OfType<string>() : [];
        return [.. games, .. students.Select(FallenBack).OfType<string>()];
    }

    private static string? Game(StudentEpoch student)
    {
        if (student.RealScore >= Decided && student.FakeScore <= 1 - Decided)
            return FormattableString.Invariant(
                $"{student.Name}: the discriminator won (d_real {student.RealScore:0.00}, d_fake {student.FakeScore:0.00}): its gradient teaches little. A lower discriminator rate or fewer discriminator steps would balance the game.");
        if (Math.Abs(student.RealScore - student.FakeScore) < Undecided)
            return FormattableString.Invariant(
                $"{student.Name}: the discriminator cannot tell the maps apart (d_real {student.RealScore:0.00}, d_fake {student.FakeScore:0.00}): either the maps are alike or it learns too slowly.");
        return null;
    }

    private static string? FallenBack(StudentOutcome student) =>
        student is { KeptValidationAccuracy: { } kept, LastValidationAccuracy: { } last } && last < kept - FarBelow
            ? FormattableString.Invariant(
                $"{student.Name}: the last epoch is far below the best (validation accuracy {last:P1} against {kept:P1} in epoch {student.KeptEpoch}): it overfits, or the learning rate is too high.")
            : null;
}
