using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed class TensorPoolTests
{
    private const int Large = TensorPool.SmallestBlock / sizeof(float);

    private TensorPool _pool = null!;

    [TestInitialize]
    public void Begin()
    {
        NativeAllocator.KeepFreedMemory()?.Dispose();
        _pool = NativeAllocator.Pool ?? throw new AssertInconclusiveException("No pool can be made here.");
        Garbage.Collect();
        Assert.AreEqual((0, false), (_pool.Taken, _pool.IsInstalled));
    }

    [TestMethod]
    public void Hold_Tensors_OnlyTheLargeOnesComeFromThePool()
    {
        using IDisposable? held = NativeAllocator.KeepFreedMemory();
        using Tensor small = ones(Large - 16);
        Assert.AreEqual(0, _pool.Taken);

        using (Tensor large = ones(Large))
            Assert.AreEqual((1, (double)Large), (_pool.Taken, large.sum().item<float>()));

        Assert.AreEqual(0, _pool.Taken);
    }

    [TestMethod]
    public void Take_BuildForTests_HoldsNoNumber()
    {
#if DEBUG
        using IDisposable? held = NativeAllocator.KeepFreedMemory();
        ones(Large).Dispose();
        using Tensor fresh = empty(Large);

        Assert.AreEqual(1, _pool.Taken);
        Assert.IsTrue(fresh.isnan().all().item<bool>());
#else
        Assert.Inconclusive("Blocks are filled in a debug build alone.");
#endif
    }

    [TestMethod]
    public void Release_NothingLeft_TorchCallsTheCLibraryAgain()
    {
        using (NativeAllocator.KeepFreedMemory())
            Assert.IsTrue(_pool.IsInstalled);

        Assert.IsFalse(_pool.IsInstalled);
        using Tensor large = ones(Large);
        Assert.AreEqual(0, _pool.Taken);
    }

    [TestMethod]
    public void Release_TensorThatLivesOn_StaysAsItWasAndIsFreedInItsTurn()
    {
        Tensor large;
        using (NativeAllocator.KeepFreedMemory())
            large = arange(Large);
        using Tensor later = ones(Large);

        Assert.AreEqual((1, true), (_pool.Taken, _pool.IsInstalled));
        Assert.IsTrue(large.equal(arange(Large)).all().item<bool>());
        large.Dispose();
        Assert.AreEqual((0, false), (_pool.Taken, _pool.IsInstalled));
    }

    [TestMethod]
    public void Hold_TensorFromBefore_IsFreedWhereItBelongs()
    {
        Tensor before = ones(Large);
        using IDisposable? held = NativeAllocator.KeepFreedMemory();

        before.Dispose();

        using Tensor large = ones(Large);
        Assert.AreEqual(1, _pool.Taken);
    }

    [TestMethod]
    public void Hold_Twice_LastsUntilBothAreDisposedHoweverOften()
    {
        IDisposable? first = NativeAllocator.KeepFreedMemory();
        using (NativeAllocator.KeepFreedMemory())
        {
            first!.Dispose();
            first.Dispose();
            using Tensor large = ones(Large);
            Assert.AreEqual(1, _pool.Taken);
        }
        Assert.IsFalse(_pool.IsInstalled);
    }

    [TestMethod]
    public void Release_MemoryThatWasKept_GoesBackToTheSystem()
    {
        const int Blocks = 200;
        long before;
        using (NativeAllocator.KeepFreedMemory())
        {
            before = Resident();
            Tensor[] all = [.. Enumerable.Range(0, Blocks).Select(_ => ones(Large))];
            foreach (Tensor tensor in all)
                tensor.Dispose();
            Assert.IsGreaterThan(Blocks / 2, Resident() - before, "kept");
        }
        Assert.IsLessThan(Blocks / 10, Resident() - before);
    }

    [TestMethod]
    public void Release_MemoryOfATensorThatLivedOn_GoesBackToTheSystem()
    {
        Tensor tensor;
        using (NativeAllocator.KeepFreedMemory())
            tensor = ones(200 * Large);
        long with = Resident();

        tensor.Dispose();

        Assert.IsGreaterThan(100, with - Resident());
    }

    [TestMethod]
    [DataRow(1L << 44)]
    [DataRow(1L << 60)]
    public void Hold_MoreThanAnyMachineHas_IsTorchsOwnError(long elements)
    {
        string without = Assert.ThrowsExactly<ExternalException>(() => empty(elements)).Message;
        using IDisposable? held = NativeAllocator.KeepFreedMemory();

        string message = Assert.ThrowsExactly<ExternalException>(() => empty(elements)).Message;

        Assert.AreEqual(without.Split('\n')[0], message.Split('\n')[0]);
        using Tensor large = ones(Large);
        Assert.AreEqual(1, _pool.Taken);
    }

    /// <summary>
    /// Tensors are freed on other threads than they were made on, some by the finalizer, and the pool comes and goes meanwhile.
    /// </summary>
    [TestMethod]
    public void HoldAndRelease_ManyThreads_EveryTensorKeepsItsValues()
    {
        using var queue = new BlockingCollection<(Tensor Tensor, int Value)>(16);
        int wrong = 0;
        Thread[] makers = [.. Enumerable.Range(0, 3).Select(seed => new Thread(() =>
        {
            var random = new Random(seed);
            for (int i = 0; i < 500; i++)
            {
                int value = random.Next(1000);
                Tensor made = full(random.Next(Large / 2, 4 * Large), value);
                if (random.Next(30) == 0)
                    GC.Collect(0);
                if (random.Next(10) > 0)
                    queue.Add((made, value));
            }
        }))];
        Thread[] users = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            foreach ((Tensor tensor, int value) in queue.GetConsumingEnumerable())
            {
                if (!tensor.eq(value).all().item<bool>())
                    Interlocked.Increment(ref wrong);
                tensor.Dispose();
            }
        }))];

        foreach (Thread thread in (Thread[])[.. makers, .. users])
            thread.Start();
        while (makers.Any(maker => maker.IsAlive))
        {
            using IDisposable? held = NativeAllocator.KeepFreedMemory();
            Thread.Sleep(2);
        }
        queue.CompleteAdding();
        foreach (Thread user in users)
            user.Join();

        Assert.AreEqual(0, wrong);
        Garbage.Collect();
        Assert.AreEqual((0, false), (_pool.Taken, _pool.IsInstalled));
    }

    /// <summary>What is freed when the process ends is freed by native code, to which the runtime answers no more.</summary>
    [TestMethod]
    [DataRow("return", 7)]
    [DataRow("exit", 7)]
    [DataRow("handler", 7)]
    [DataRow("native", 7)]
    [DataRow("throw", 134)]
    [DataRow("fail", 134)]
    [DataRow("TERM", 143)]
    public async Task Process_EndsInTheMiddle_NeitherHangsNorCrashes(string ending, int expected)
    {
        using var temporary = new TemporaryFolder();

        var (exitCode, output, error) = await TorchProbe.RunAsync(temporary, null, [ending], ("DOTNET_DbgEnableMiniDump", "0"));

        Assert.AreEqual((expected, "True"), (exitCode, output), error);
        Assert.DoesNotContain("free()", error);
        Assert.AreEqual(expected == 134, error.Length > 0, error);
    }

    /// <summary>MB.</summary>
    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 >> 20;
    }
}
