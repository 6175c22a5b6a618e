using System.Runtime.ExceptionServices;
using AfdMlNet.Distributed;

namespace AfdMlNet.Tests.Distributed;

/// <summary>
/// A group whose processes are threads of this one: what a group must do, in a few lines. Sums are taken in the order of the ranks.
/// </summary>
internal sealed class ThreadGroup : IProcessGroup
{
    private readonly Shared _shared;

    private ThreadGroup(int rank, Shared shared) => (Rank, _shared) = (rank, shared);

    public int Rank { get; }

    public int Size => _shared.Given.Length;

    public int CountOnThisMachine => Size;

    /// <summary>Runs the same on every rank, and gives what each came to. An error of one ends all, and is thrown.</summary>
    public static T[] Run<T>(int count, Func<IProcessGroup, T> work)
    {
        using var shared = new Shared(count);
        var results = new T[count];
        Exception? first = null;
        Thread[] threads = [.. Enumerable.Range(0, count).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = work(new ThreadGroup(rank, shared));
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref first, error, null);
                shared.Failed.Cancel();
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
        return results;
    }

    public void Barrier() => Exchange(0);

    public void AllReduceSum(Memory<float> values) => Sum(values, (a, b) => a + b);

    public void AllReduceSum(Memory<double> values) => Sum(values, (a, b) => a + b);

    public byte[] Broadcast(byte[] bytes) => [.. (byte[])Exchange(bytes)[0]];

    private void Sum<T>(Memory<T> values, Func<T, T, T> add)
    {
        T[][] all = [.. Exchange(values.ToArray()).Cast<T[]>()];
        Assert.IsTrue(all.All(given => given.Length == values.Length), "all ranks give the same number of values");
        for (int i = 0; i < values.Length; i++)
            values.Span[i] = all.Select(given => given[i]).Aggregate(add);
    }

    private object[] Exchange(object own)
    {
        _shared.Given[Rank] = own;
        Wait();
        object[] all = [.. _shared.Given];
        Wait();
        return all;
    }

    private void Wait()
    {
        try
        {
            _shared.Barrier.SignalAndWait(_shared.Failed.Token);
        }
        catch (OperationCanceledException error)
        {
            throw new ProcessGroupException("Another rank failed.", error);
        }
    }

    private sealed class Shared(int count) : IDisposable
    {
        public object[] Given { get; } = new object[count];

        public Barrier Barrier { get; } = new(count);

        public CancellationTokenSource Failed { get; } = new();

        public void Dispose()
        {
            Barrier.Dispose();
            Failed.Dispose();
        }
    }
}
