using System.Runtime.Intrinsics.X86;
using AfdMlNet.Runtime;

namespace AfdMlNet.Cli.Check;

/// <summary>What of the processor AfdMlNet leaves alone until somebody says otherwise.</summary>
internal static class UnusedInstructions
{
    /// <summary>
    /// What could be gained, in words; null where there is nothing. To be asked before torch is loaded, which sets the variable.
    /// </summary>
    public static string? Hint() => Avx512F.IsSupported && Environment.GetEnvironmentVariable(NativeSettings.Instructions) is null
        ? "this processor has AVX-512, which is off: 'afd check-cpu' finds out whether it computes right here, and how much less time "
            + "training then takes."
        : null;
}
