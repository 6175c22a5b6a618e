using AfdMlNet.Training;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class LearningRateScheduleTests
{
    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(0.49, 1)]
    [DataRow(0.5, 0.1)]
    [DataRow(0.74, 0.1)]
    [DataRow(0.75, 0.01)]
    [DataRow(0.99, 0.01)]
    public void Step_ThePapersMilestones_MultiplyAtEach(double progress, double factor) =>
        Assert.AreEqual(factor, LearningRateSchedule.Step(0.1, 0.5, 0.75).Factor(progress), 1e-12);

    [TestMethod]
    public void Cosine_FallsFromOneToItsFloor()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(0.1);

        Assert.AreEqual(1, schedule.Factor(0), 1e-12);
        Assert.AreEqual(0.55, schedule.Factor(0.5), 1e-12);
        Assert.AreEqual(0.1, schedule.Factor(1), 1e-12);
    }

    [TestMethod]
    public void Constant_IsOne() => Assert.AreEqual(1, LearningRateSchedule.Constant().Factor(0.7));

    [TestMethod]
    public void Factories_OutOfRange_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0, 0.5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0.1, 150));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(-1));
    }
}
