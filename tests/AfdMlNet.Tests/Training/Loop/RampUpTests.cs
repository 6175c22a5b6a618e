using AfdMlNet.Training;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class RampUpTests
{
    [TestMethod]
    [DataRow(0.0, 0.0, 1.0)]
    [DataRow(0.0, 0.5, 0.006737946999085467)]
    [DataRow(0.25, 0.5, 0.2865047968601901)]
    [DataRow(0.5, 0.5, 1.0)]
    [DataRow(0.9, 0.5, 1.0)]
    public void Weight_ByHand(double progress, double fraction, double expected) =>
        Assert.AreEqual(expected, RampUp.Weight(progress, fraction), 1e-12);
}
