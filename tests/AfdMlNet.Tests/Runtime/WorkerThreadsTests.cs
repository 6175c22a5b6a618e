using AfdMlNet.Training;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public sealed class WorkerThreadsTests
{
    [TestMethod]
    [DataRow(8, 2, 2, 4)]
    [DataRow(7, 2, 2, 3)]
    [DataRow(2, 3, 2, 1)]
    [DataRow(1, 2, 1, 1)]
    public void Of_Threads_AreSharedOutAmongNoMoreWorkersThanThereAreThreads(int threads, int students, int workers, int each) =>
        Assert.AreEqual(new WorkerThreads(workers, each, threads), WorkerThreads.Of(threads, students));

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(4, 0)]
    public void Of_Nothing_Throws(int threads, int students) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => WorkerThreads.Of(threads, students));

    [TestMethod]
    [DataRow(1, 3, 1)]
    [DataRow(8, 2, 4)]
    public void OnDevices_FewThreads_EveryStudentHasAWorker(int threads, int students, int each) =>
        Assert.AreEqual(new WorkerThreads(students, each, each), WorkerThreads.OnDevices(threads, students));
}
