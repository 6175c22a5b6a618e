using System.Collections.Concurrent;

namespace AfdMlNet.Images;

/// <summary>Runs a sequence ahead of its consumer on a thread of its own.</summary>
internal static class Prefetch
{
    /// <summary>How many items wait at most.</summary>
    internal const int LookAhead = 2;

    /// <summary>The same items in the same order, made ahead.</summary>
    /// <typeparam name="T">What the sequence holds; items that nobody takes are disposed.</typeparam>
    /// <param name="source">The sequence; its errors reach the consumer.</param>
    /// <param name="cancellation">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The sequence. Leaving it early ends the thread before the enumerator's disposal returns.</returns>
    public static IEnumerable<T> Ahead<T>(IEnumerable<T> source, CancellationToken cancellation)
        where T : IDisposable
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using BlockingCollection<T> ready = new(LookAhead);
        Task producer = Task.Factory.StartNew(
            () => Produce(source, ready, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (T item in ready.GetConsumingEnumerable(cancellation))
                yield return item;
            producer.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            // Its error, if any, has been thrown above or belongs to an enumeration that nobody waits for any more.
            ((IAsyncResult)producer).AsyncWaitHandle.WaitOne();
            while (ready.TryTake(out T? left))
                left.Dispose();
        }
    }

    private static void Produce<T>(IEnumerable<T> source, BlockingCollection<T> ready, CancellationToken stop)
        where T : IDisposable
    {
        try
        {
            foreach (T item in source)
            {
                try
                {
                    ready.Add(item, stop);
                }
                catch (OperationCanceledException)
                {
                    item.Dispose();
                    throw;
                }
            }
        }
        finally
        {
            ready.CompleteAdding();
        }
    }
}
