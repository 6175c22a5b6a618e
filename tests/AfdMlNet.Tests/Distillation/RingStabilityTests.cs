using AfdMlNet.Distillation;

namespace AfdMlNet.Tests.Distillation;

/// <summary>
/// The linear model of docs/method.md, "A ring that turns round": networks that are one number each, and a divergence that is half the
/// square of its distance to the teachers' mean, times a curvature.
/// </summary>
[TestClass]
public sealed class RingStabilityTests
{
    private const double Momentum = 0.9;
    private const int Steps = 4000;

    [TestMethod]
    [DataRow(RingTeachers.Predecessor, 0.020, false)]
    [DataRow(RingTeachers.Predecessor, 0.022, true)]
    [DataRow(RingTeachers.Predecessor, 0.1, true)]
    [DataRow(RingTeachers.Alternating, 0.1, false)]
    [DataRow(RingTeachers.Alternating, 1.89, false)]
    [DataRow(RingTeachers.Alternating, 1.92, true)]
    [DataRow(RingTeachers.AllOthers, 0.1, false)]
    [DataRow(RingTeachers.AllOthers, 2.52, false)]
    [DataRow(RingTeachers.AllOthers, 2.55, true)]
    public void Disagreement_OfThreeNetworks_GrowsFromARateOn(RingTeachers teachers, double rateTimesCurvature, bool grows)
    {
        double end = Disagreement(teachers, rateTimesCurvature);

        Assert.AreEqual(grows, end > 1, $"{end:G3} of what it was after {Steps} steps");
    }

    /// <returns>After all steps, relative to the start.</returns>
    private static double Disagreement(RingTeachers teachers, double rateTimesCurvature)
    {
        using var fixture = new RingFixture(widths: [4, 6, 8]);
        var rules = new DistillationRules { Teachers = teachers };
        double[] networks = [1, -1, 0.5];
        double[] velocities = new double[3];
        double start = Spread(networks);
        for (int step = 0; step < Steps; step++)
        {
            double[] gradients =
            [
                .. networks.Select((own, k) =>
                    rateTimesCurvature
                    * (own - fixture.Ring.TeachersOf(k, teachers, rules.IsTurned(step)).Average(teacher => networks[teacher]))),
            ];
            velocities = [.. velocities.Zip(gradients, (velocity, gradient) => Momentum * velocity + gradient)];
            networks = [.. networks.Zip(velocities, (own, velocity) => own - velocity)];
        }

        return Spread(networks) / start;
    }

    private static double Spread(double[] networks) => networks.Max() - networks.Min();
}
