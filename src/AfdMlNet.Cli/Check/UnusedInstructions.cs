using System.Runtime.Intrinsics.X86;

namespace AfdMlNet.Cli.Check;

/// <summary>What of the processor AfdMlNet leaves alone until somebody says otherwise.</summary>
internal static class UnusedInstructions
{
    /// <summary>The variable by which oneDNN is told.</summary>
    public const string Variable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>What could be gained, in words; null where there is nothing. To be asked before torch is loaded, which sets the variable.</summary>
    public static string? Hint() => Avx512F.IsSupported && Environment.GetEnvironmentVariable(Variable) is null
        ? "this processor has AVX-512, which is off: 'afd check-cpu' finds out whether it computes right here, and how much less time training then takes."
        : null;
}
