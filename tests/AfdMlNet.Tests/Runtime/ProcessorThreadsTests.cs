using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class ProcessorThreadsTests
{
    [TestMethod]
    public void Of_ThreadsGiven_TakesThem() => Assert.AreEqual(7, ProcessorThreads.Of(7, processes: 3));

    [TestMethod]
    public void Of_NoThreadsGiven_TakesEveryCore() => Assert.AreEqual(Environment.ProcessorCount, ProcessorThreads.Of(null));

    [TestMethod]
    public void Of_MoreProcessesThanCores_IsAtLeastOne() => Assert.AreEqual(1, ProcessorThreads.Of(null, 2 * Environment.ProcessorCount));
}
