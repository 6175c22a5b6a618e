using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using AfdMlNet.Cli.Output;
using AfdMlNet.Runtime;

namespace AfdMlNet.Cli.Check;

/// <summary>
/// Finds out before a long training, and once for a machine, whether oneDNN computes right with AVX-512 here: as <see cref="CpuCheck"/>
/// does, in as many starts as fit into a short time.
/// </summary>
internal static class QuickCpuCheck
{
    private const string Stage = "Trying AVX-512 on this machine";
    private const int FewestStarts = 4;

    // About ten minutes on two cores: two small networks train 170 images of 32x32 a second.
    private const double LongTraining = 100_000;
    private const double UsualPixels = 32 * 32;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(20);

    /// <summary>Whether there is something to find out that is worth the time.</summary>
    /// <param name="images">Images to train on.</param>
    /// <param name="options">Epochs and size.</param>
    public static bool IsWorthIt(int images, AdversarialDistillationTrainer.Options options) =>
        Avx512F.IsSupported
        && options.GpuDeviceId is null
        && options.GpuDeviceIds is null
        && Environment.GetEnvironmentVariable(NativeSettings.Instructions) is null
        && IsLong(images, options)
        && InstructionVerdict.Read() is null;

    /// <summary>Whether it is foreseen to take more than about ten minutes.</summary>
    public static bool IsLong(int images, AdversarialDistillationTrainer.Options options) =>
        (double)images * options.Epochs * Math.Max(
            1, (double)(options.ImageWidth ?? 0) * (options.ImageHeight ?? 0) / UsualPixels) > LongTraining;

    /// <summary>Finds out, and keeps the answer.</summary>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="cancellation">Ends it, without an answer.</param>
    public static void Run(Display display, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        bool? found = display.Run(() =>
            Run(ProbeProcess.Start, () => watch.Elapsed >= _longest, () => Show(display, watch.Elapsed), cancellation));
        if (found is { } isRight)
            InstructionVerdict.Keep(isRight);
    }

    /// <param name="start">Starts a probe with a value of ONEDNN_MAX_CPU_ISA; null where it crashed or hung.</param>
    /// <param name="isOver">Whether the time is over.</param>
    /// <param name="tried">Told after each start.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether all starts were right; null where too few fitted into the time.</returns>
    internal static bool? Run(
        Func<string, CancellationToken, CpuReading?> start, Func<bool> isOver, Action tried, CancellationToken cancellation)
    {
        int starts = 0;
        while (!isOver())
        {
            CpuReading? reading = start(NativeSettings.AllInstructions, cancellation);
            if (cancellation.IsCancellationRequested)
                return null;
            if (reading is not { IsRight: true })
                return false;
            starts++;
            tried();
        }

        return starts >= FewestStarts ? true : null;
    }

    private static void Show(Display display, TimeSpan elapsed) =>
        display.Stage(Stage, (long)Math.Min(elapsed.TotalSeconds, _longest.TotalSeconds), (long)_longest.TotalSeconds);
}
