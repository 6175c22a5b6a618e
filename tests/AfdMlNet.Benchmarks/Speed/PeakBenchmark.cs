using System.Diagnostics;
using System.Globalization;
using AfdMlNet.Distillation;
using AfdMlNet.Runtime;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>The peak of resident memory of a process that makes training steps and nothing else.</summary>
internal static class PeakBenchmark
{
    private const int Steps = 60;

    /// <summary>Our own process and PyTorch's, each anew.</summary>
    public static void Run(string ring)
    {
        var workload = new Workload(ring.Split(','));
        Console.WriteLine();
        Console.WriteLine($"| {workload}, peak of resident memory after {Steps} steps | MB |");
        Console.WriteLine("|---|---|");
        foreach (string kept in new[] { "", "keep" })
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
                start.ArgumentList.Add(typeof(PeakBenchmark).Assembly.Location);
            foreach (string argument in new[] { "peak-of", ring, kept })
                start.ArgumentList.Add(argument);
            using Process process = Process.Start(start)!;
            Console.WriteLine(
                $"| AfdMlNet, AFD{(kept.Length > 0 ? ", KeepFreedMemory" : "")} | {process.StandardOutput.ReadToEnd().Trim()} |");
        }

        foreach (bool workers in new[] { false, true })
        {
            using PyTorchContender? pytorch = Contenders.PyTorch("", workload, "afd", workers);
            if (pytorch is null)
                continue;
            pytorch.Steps(Steps);
            Console.WriteLine(
                FormattableString.Invariant($"| PyTorch, AFD{(workers ? ", a thread per network" : "")} | {pytorch.Peak():0} |"));
        }
    }

    /// <summary>The child process.</summary>
    public static void RunChild(string ring, bool keep)
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable? memory = keep ? NativeAllocator.KeepFreedMemory() : null;
        using var contender = new RingContender(Contenders.Afd, new Workload(ring.Split(',')), new DistillationRules());
        contender.Steps(Steps);
        string? peak = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        double kilobytes = double.Parse(peak!.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        Console.WriteLine(FormattableString.Invariant($"{kilobytes / 1000:0}"));
    }
}
