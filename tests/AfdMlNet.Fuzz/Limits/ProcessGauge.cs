using System.Globalization;
using System.Runtime.InteropServices;

namespace AfdMlNet.Fuzz.Limits;

/// <summary>The process's own counters. Resident memory is known on Linux alone.</summary>
internal sealed partial class ProcessGauge : Gauge
{
    private const string Peak = "VmHWM:";

    // "5" in proc(5): the peak is what is resident now.
    private const string Forget = "5";

    // The processor's: other processes may have it for longer than an input takes.
    public override TimeSpan Time => Environment.CpuUsage.TotalTime;

    public override long Allocated => GC.GetAllocatedBytesForCurrentThread();

    public override long PeakResident => !OperatingSystem.IsLinux()
        ? 0
        : long.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith(Peak, StringComparison.Ordinal))[Peak.Length..^"kB".Length],
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture) << 10;

    public override void ForgetPeak()
    {
        if (OperatingSystem.IsLinux())
            File.WriteAllText("/proc/self/clear_refs", Forget);
    }

    public override void Trim()
    {
        // Otherwise it gives back little by little, and what is measured meanwhile looks smaller.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
            _ = TrimHeap(0);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TrimHeap(nint kept);
}
