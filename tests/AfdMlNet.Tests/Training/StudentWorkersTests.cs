using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class StudentWorkersTests
{
    [TestMethod]
    public void Run_EachPhase_RunsOnceOnEachWorkersOwnThread()
    {
        using var workers = new StudentWorkers(3, 1);
        var first = new int[3];
        var second = new int[3];

        workers.Run(k => first[k] = Environment.CurrentManagedThreadId);
        workers.Run(k => second[k] = Environment.CurrentManagedThreadId);

        CollectionAssert.AreEqual(first, second);
        Assert.AreEqual(3, first.Distinct().Count());
    }

    [TestMethod]
    public void Run_WorkerFails_ThrowsItsErrorAndGoesOn()
    {
        using var workers = new StudentWorkers(2, 1);
        var done = new bool[2];

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => workers.Run(k => { if (k == 1) throw new InvalidOperationException("one"); }));
        workers.Run(k => done[k] = true);

        Assert.AreEqual("one", error.Message);
        CollectionAssert.AreEqual(new[] { true, true }, done);
    }

    [TestMethod]
    public void Release_DisposesWhatThePhasesMade()
    {
        using var workers = new StudentWorkers(2, 1);
        long before = Tensor.TotalCount;
        var made = new Tensor[2];

        workers.Run(k => made[k] = zeros(3));
        workers.Run(k => Assert.AreEqual(0f, made[1 - k].sum().ToSingle()));
        workers.Release();

        Assert.AreEqual(before, Tensor.TotalCount);
        Assert.IsTrue(made.All(tensor => tensor.IsInvalid));
    }

    [TestMethod]
    public void Dispose_RestoresTheCallersThreadCount()
    {
        int before = get_num_threads();

        using (new StudentWorkers(2, 1))
        {
        }

        Assert.AreEqual(before, get_num_threads());
    }
}
