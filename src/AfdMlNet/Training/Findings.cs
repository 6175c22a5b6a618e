using AfdMlNet.Distillation;
using AfdMlNet.Events;

namespace AfdMlNet.Training;

/// <summary>What the figures of a run say, in words.</summary>
internal static class Findings
{
    private const double Decided = 0.9;
    private const double Undecided = 0.02;
    private const double FarBelow = 0.05;
    private const double FarAbove = 10;
    private const double NearChance = 1.5;

    /// <param name="epochs">The epochs' records.</param>
    /// <param name="students">What became of the students.</param>
    /// <param name="isAdversarial">Whether discriminators took part.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<EpochRecord> epochs, IReadOnlyList<StudentOutcome> students, bool isAdversarial)
    {
        if (epochs.Count == 0)
            return [];
        IEnumerable<string> games = isAdversarial ? epochs[^1].Students.SelectMany(Game) : [];
        return [.. games, .. students.Select(FallenBack).OfType<string>()];
    }

    /// <summary>What an epoch says of teachers that stand still.</summary>
    /// <param name="ring">The networks.</param>
    /// <param name="epoch">The epoch's record.</param>
    public static IEnumerable<string> OfTeachers(Ring ring, EpochRecord epoch) => ring.Peers.Zip(epoch.Students)
        .Where(pair => pair.First.IsFrozen && pair.Second.TrainingAccuracy < NearChance / pair.First.Network.Classifier.out_features)
        .Select(pair => FormattableString.Invariant(
            $"{pair.Second.Name}: the teacher is near chance ({pair.Second.TrainingAccuracy:P1} of the training images right, {1.0 / pair.First.Network.Classifier.out_features:P1} is chance): it teaches noise. Its weights are of other classes or another normalisation; give others, or let it learn with Dml or Afd."));

    private static IEnumerable<string> Game(StudentEpoch student)
    {
        if (student.DiscriminatorAccuracy == 0)
            // It stands still or played no game in this epoch.
            yield break;
        if (student.RealScore >= Decided && student.FakeScore <= 1 - Decided)
            yield return FormattableString.Invariant(
                $"{student.Name}: the discriminator won (d_real {student.RealScore:0.00}, d_fake {student.FakeScore:0.00}): its gradient teaches little. A lower discriminator rate or fewer discriminator steps would balance the game.");
        if (Math.Abs(student.RealScore - student.FakeScore) < Undecided)
            yield return FormattableString.Invariant(
                $"{student.Name}: the discriminator cannot tell the maps apart (d_real {student.RealScore:0.00}, d_fake {student.FakeScore:0.00}): either the maps are alike or it learns too slowly.");
        if (student.TransferGradientNorm > FarAbove * student.FeatureGradientNorm)
            yield return FormattableString.Invariant(
                $"{student.Name}: the adversarial gradient is {student.TransferGradientNorm / student.FeatureGradientNorm:0} times larger on the transfer layer than on the network: the layer fools the discriminator in the network's stead. A network whose feature map has the deployed one's shape needs no such layer.");
    }

    private static string? FallenBack(StudentOutcome student) =>
        student is { KeptValidationAccuracy: { } kept, LastValidationAccuracy: { } last } && last < kept - FarBelow
            ? FormattableString.Invariant(
                $"{student.Name}: the last epoch is far below the best (validation accuracy {last:P1} against {kept:P1} in epoch {student.KeptEpoch}): it overfits, or the learning rate is too high.")
            : null;
}
