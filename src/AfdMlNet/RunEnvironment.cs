using System.Reflection;
using System.Runtime.InteropServices;
using AfdMlNet.Convolutions;
using AfdMlNet.Files;
using AfdMlNet.Runtime;
using Microsoft.ML;

namespace AfdMlNet;

/// <summary>Where a run took place: figures of speed, and the last bits of weights, depend on it.</summary>
/// <param name="Library">Version of AfdMlNet, with the commit where that is known.</param>
/// <param name="Torch">Versions of TorchSharp and libtorch, and what oneDNN may use of the processor.</param>
/// <param name="MlNet">Version of ML.NET.</param>
/// <param name="DotNet">Version of .NET.</param>
/// <param name="OperatingSystem">The system and its version.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="Processors">How many logical processors the process may use.</param>
public sealed record RunEnvironment(
    string Library, string Torch, string MlNet, string DotNet, string OperatingSystem, string Processor, int Processors)
{
    /// <summary>What oneDNN may use of the processor, as <c>ONEDNN_MAX_CPU_ISA</c> calls it; empty where it is not known.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>What oneDNN got right of the convolutions that this process has run; empty where none ran on the CPU.</summary>
    public string Convolutions { get; init; } = "";

    /// <summary>This process's.</summary>
    /// <returns>The environment.</returns>
    public static RunEnvironment Current() => new(
        LibraryVersion.Text,
        $"TorchSharp {TorchPackages.TorchSharpVersion}, libtorch {TorchPackages.LibtorchVersion}, oneDNN with "
            + $"{NativeSettings.InstructionsInUse}",
        typeof(MLContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})",
        ProcessorName.Text,
        Environment.ProcessorCount)
    {
        Instructions = NativeSettings.InstructionsInUse,
        Convolutions = ConvolutionTrial.Summary,
    };
}
