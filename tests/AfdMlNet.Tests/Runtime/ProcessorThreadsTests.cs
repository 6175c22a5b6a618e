using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class ProcessorThreadsTests
{
    [TestMethod]
    [DataRow(8, 2, 4)]
    [DataRow(7, 2, 3)]
    [DataRow(2, 3, 1)]
    [DataRow(0, 1, 1)]
    public void PerStudent_Threads_AreSharedOutAndAtLeastOne(int threads, int students, int expected) =>
        Assert.AreEqual(expected, ProcessorThreads.PerStudent(threads, students));

    [TestMethod]
    public void PerStudent_NoThreadsGiven_TakesEveryCore() =>
        Assert.AreEqual(Environment.ProcessorCount, ProcessorThreads.PerStudent(null, 1));

    [TestMethod]
    public void PerStudent_NoStudents_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ProcessorThreads.PerStudent(4, 0));
}
