using AfdMlNet.Cli.Check;

namespace AfdMlNet.Tests.Cli.Check;

[TestClass]
public sealed class CpuReadingTests
{
    [TestMethod]
    [DataRow(1.5e-6, true)]
    [DataRow(0.2, false)]
    [DataRow(double.PositiveInfinity, false)]
    public void Json_RoundTrip_KeepsItAndSaysWhetherItIsRight(double error, bool isRight)
    {
        var reading = new CpuReading(error, 412.25);

        CpuReading? read = CpuReading.Parse(reading.ToJson());

        Assert.AreEqual(reading, read);
        Assert.AreEqual(isRight, reading.IsRight);
    }
}
