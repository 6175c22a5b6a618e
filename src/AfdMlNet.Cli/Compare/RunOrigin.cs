using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using TorchSharp;

namespace AfdMlNet.Cli.Compare;

/// <summary>Where and when a run was made: what its times depend on.</summary>
/// <param name="Version">The library, with its commit where that is known.</param>
/// <param name="Torch">torch.</param>
/// <param name="System">The operating system.</param>
/// <param name="Processor">The processor.</param>
/// <param name="Processors">Logical processors.</param>
/// <param name="Machine">The machine's name.</param>
/// <param name="Finished">When the run was finished.</param>
internal sealed record RunOrigin(
    string Version, string Torch, string System, string Processor, int Processors, string Machine, DateTimeOffset Finished)
{
    /// <summary>What oneDNN was told to use of the processor; null in records of before that was kept.</summary>
    public string? Instructions { get; init; }

    /// <summary>All that is in words.</summary>
    [JsonIgnore]
    public IEnumerable<string> Texts => [Version, Torch, System, Processor, Machine];

    public static RunOrigin Now()
    {
        var environment = RunEnvironment.Current();
        return new(
            environment.Library, torch.__version__, RuntimeInformation.OSDescription, environment.Processor, environment.Processors,
            global::System.Environment.MachineName, DateTimeOffset.UtcNow)
        {
            Instructions = environment.Instructions,
        };
    }
}
