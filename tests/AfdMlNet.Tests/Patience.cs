using System.Diagnostics;

namespace AfdMlNet.Tests;

/// <summary>
/// Waiting for what has to come. No test asks how fast a machine is: the limit is far above what the slowest and busiest one needs, and
/// cuts off only what hangs.
/// </summary>
internal static class Patience
{
    public const int Milliseconds = 300_000;

    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(Milliseconds);

    /// <summary>Waits until it is so.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="otherwise">What is known where it does not come.</param>
    public static void Await(Func<bool> condition, Func<string> otherwise)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.IsLessThan(Limit, Stopwatch.GetElapsedTime(start), otherwise());
            Thread.Sleep(10);
        }
    }

    /// <summary>Waits until a process has ended and its last words are there.</summary>
    public static void AwaitEnd(Process process, Func<string> said)
    {
        bool ended = process.WaitForExit(Limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        Assert.IsTrue(ended, said());
    }
}
