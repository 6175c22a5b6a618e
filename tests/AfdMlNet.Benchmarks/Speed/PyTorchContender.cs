using System.Diagnostics;
using System.Globalization;

namespace AfdMlNet.Benchmarks.Speed;

/// <summary>The same step in PyTorch: python/step.py beside this file, kept running between its turns.</summary>
internal sealed class PyTorchContender : IContender
{
    private readonly Process _process;

    private PyTorchContender(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    /// <returns>The contender, or null where there is no PyTorch.</returns>
    public static PyTorchContender? Start(string name, string python, Workload workload, string method, bool workers)
    {
        var start = new ProcessStartInfo(python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[]
                 {
                     Path.Combine(AppContext.BaseDirectory, "python", "step.py"), string.Join(',', workload.Networks), method,
                     workers ? "workers" : "sequential", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
                 })
            start.ArgumentList.Add(argument);
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        // An allocator that keeps what is freed, as NativeAllocator has it in our own process.
        start.Environment["MALLOC_MMAP_MAX_"] = "0";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        start.Environment["MALLOC_TOP_PAD_"] = (64 << 20).ToString(CultureInfo.InvariantCulture);
        try
        {
            Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            if (process.StandardOutput.ReadLine()?.StartsWith("ready", StringComparison.Ordinal) == true)
                return new PyTorchContender(name, process);
            process.Kill();
            process.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No such program.
        }

        return null;
    }

    public double Steps(int count) => Ask(FormattableString.Invariant($"step {count}"));

    /// <summary>The process' peak of resident memory, MB.</summary>
    public double Peak() => Ask("peak");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }
}
