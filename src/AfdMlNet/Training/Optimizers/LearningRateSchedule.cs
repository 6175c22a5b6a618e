using System.Globalization;

namespace AfdMlNet.Training;

/// <summary>The learning rate's factor as a pure function of how much of the training is done.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The factor on the base rate.</summary>
    /// <param name="progress">Fraction of the epochs done, 0 (first epoch) to below 1.</param>
    /// <returns>The factor, above 0.</returns>
    public abstract double Factor(double progress);

    /// <summary>The schedule as a C# expression, for generated code; null for a schedule of somebody else's.</summary>
    internal virtual string? Code => null;

    /// <summary>No change.</summary>
    /// <returns>The schedule.</returns>
    public static LearningRateSchedule Constant() => new StepSchedule([], 1);

    /// <summary>Multiplied by <paramref name="factor"/> at each milestone.</summary>
    /// <param name="factor">The factor, above 0 and at most 1; 0.1 in the paper.</param>
    /// <param name="milestones">Fractions of the epochs, within 0 to 1: 0.5 and 0.75 for SGD, 0.25 and 0.5 for Adam in the paper.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor or a milestone is out of its range.</exception>
    public static LearningRateSchedule Step(double factor, params double[] milestones)
    {
        if (!(factor is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor of a learning-rate step is above 0 and at most 1.");
        if (Array.Exists(milestones, milestone => !(milestone is >= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(
                nameof(milestones), string.Join(", ", milestones), "Milestones are fractions of the epochs, 0 to 1.");
        return new StepSchedule([.. milestones], factor);
    }

    /// <summary>Half a cosine from 1 down to <paramref name="floor"/>.</summary>
    /// <param name="floor">The factor at the end, 0 to 1; default 0.001.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The floor is out of its range.</exception>
    public static LearningRateSchedule Cosine(double floor = 0.001) => floor is >= 0 and <= 1
        ? new CosineSchedule(floor)
        : throw new ArgumentOutOfRangeException(nameof(floor), floor, "The floor of a cosine schedule is 0 to 1.");

    private sealed record StepSchedule(IReadOnlyList<double> Milestones, double Multiplier) : LearningRateSchedule
    {
        internal override string Code =>
            $"LearningRateSchedule.Step({string.Join(", ", Milestones.Prepend(Multiplier).Select(number => number.ToString("R", CultureInfo.InvariantCulture)))})";

        public override double Factor(double progress) => Math.Pow(Multiplier, Milestones.Count(milestone => progress >= milestone));
    }

    private sealed record CosineSchedule(double Floor) : LearningRateSchedule
    {
        internal override string Code => FormattableString.Invariant($"LearningRateSchedule.Cosine({Floor:R})");

        public override double Factor(double progress) => Floor + (1 - Floor) * (1 + Math.Cos(Math.PI * progress)) / 2;
    }
}
