using AfdMlNet.Events;
using AfdMlNet.Training;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class FindingsTests
{
    [TestMethod]
    public void Of_DiscriminatorFarAhead_SaysThatItWon() =>
        StringAssert.Contains(Game(0.95, 0.04).Single(), "resnet8: the discriminator won (d_real 0.95, d_fake 0.04)");

    [TestMethod]
    public void Of_DiscriminatorUndecided_SaysThatItCannotTell() =>
        StringAssert.Contains(Game(0.50, 0.49).Single(), "resnet8: the discriminator cannot tell the maps apart");

    [TestMethod]
    public void Of_BalancedGame_IsSilent() => Assert.IsEmpty(Game(0.7, 0.3));

    [TestMethod]
    public void Of_NoDiscriminator_IsSilent() => Assert.IsEmpty(Findings.Of([Epoch(0, 0)], [], isAdversarial: false));

    [TestMethod]
    public void Of_TransferLayerTakesTheGradient_SaysSo()
    {
        var epoch = new EpochRecord(
            1, TimeSpan.FromSeconds(1), 100, [Student(0.7, 0.3) with { FeatureGradientNorm = 0.1, TransferGradientNorm = 2 }]);

        StringAssert.Contains(Findings.Of([epoch], [], isAdversarial: true).Single(), "20 times larger on the transfer layer");
    }

    [TestMethod]
    public void Of_FrozenTeacher_IsSilent() => Assert.IsEmpty(
        Findings.Of([new(1, TimeSpan.FromSeconds(1), 100, [new StudentEpoch { Name = "resnet20" }])], [], isAdversarial: true));

    [TestMethod]
    public void Of_LastFarBelowBest_SaysSo()
    {
        var fallen = new StudentOutcome("resnet8", 12, 0.80, 0.60);

        string finding = Findings.Of([Epoch(0.7, 0.3)], [fallen], isAdversarial: true).Single();

        StringAssert.Contains(finding, "resnet8: the last epoch is far below the best");
        StringAssert.Contains(finding, "in epoch 12");
    }

    private static IReadOnlyList<string> Game(double real, double fake) => Findings.Of([Epoch(real, fake)], [], isAdversarial: true);

    private static EpochRecord Epoch(double real, double fake) =>
        new(1, TimeSpan.FromSeconds(1), 100, [Student(real, fake)]);

    private static StudentEpoch Student(double real, double fake) =>
        new() { Name = "resnet8", RealScore = real, FakeScore = fake, DiscriminatorAccuracy = 0.8, FeatureGradientNorm = 1 };
}
