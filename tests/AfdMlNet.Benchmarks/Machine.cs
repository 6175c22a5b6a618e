using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace AfdMlNet.Benchmarks;

/// <summary>What figures depend on.</summary>
internal static class Machine
{
    public static void Describe()
    {
        string load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";
        Console.WriteLine($"{ProcessorName.Text}, {Environment.ProcessorCount} processors, load {load}; "
            + $"{RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine(
            $"AfdMlNet {Version(typeof(AdversarialDistillationTrainer))}, Microsoft.ML {Version(typeof(MLContext))}, "
            + $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, TorchSharp {Version(typeof(torch))}");
        Console.WriteLine();
    }

    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
}
