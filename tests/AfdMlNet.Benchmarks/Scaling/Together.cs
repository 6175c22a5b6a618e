using System.Diagnostics;
using AfdMlNet.Distributed;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>How long something takes that all processes do together.</summary>
internal static class Together
{
    /// <param name="group">The processes.</param>
    /// <param name="act">Done by all at the same time.</param>
    /// <param name="samples">Times that are taken.</param>
    /// <param name="each">How often it is done for one of them.</param>
    /// <returns>Seconds.</returns>
    public static Spread Time(IProcessGroup group, Action act, int samples, int each = 1)
    {
        var times = new double[samples];
        // The first is for pages and kernels.
        for (int sample = -1; sample < samples; sample++)
        {
            group.Barrier();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < each; i++)
                act();
            if (sample >= 0)
                times[sample] = Stopwatch.GetElapsedTime(start).TotalSeconds / each;
        }

        return Spread.Of(times);
    }
}
