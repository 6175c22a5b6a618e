using AfdMlNet.Distillation;
using AfdMlNet.Tests.Distillation;
using AfdMlNet.Training;
using TorchSharp.Modules;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class OptimizersTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void For_Adversarial_HasAdamsOwnBetas(bool coupled)
    {
        var adam = new AdamOptions { CoupledDecay = coupled };
        using var fixture = new RingFixture(plan: new TrainingPlan { Epochs = 1, FeatureOptimizer = adam, DiscriminatorOptimizer = adam });
        Peer peer = fixture.Ring[0];

        foreach (OptimizerHelper optimizer in new[] { peer.FeatureOptimizer, peer.DiscriminatorOptimizer }.Cast<OptimizerHelper>())
        {
            (double? beta1, double? beta2) = optimizer.state_dict().Options.Single() switch
            {
                Adam.Options options => (options.beta1, options.beta2),
                AdamW.Options options => (options.beta1, options.beta2),
                _ => (null, null),
            };
            Assert.AreEqual(0.9, beta1);
            Assert.AreEqual(0.999, beta2);
        }
    }
}
