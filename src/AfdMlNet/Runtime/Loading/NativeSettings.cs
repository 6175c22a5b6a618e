namespace AfdMlNet.Runtime;

/// <summary>What libtorch's parts read from the environment when they are loaded. A value that the user has set stays.</summary>
internal static class NativeSettings
{
    /// <summary>How oneDNN is told what instructions it may use.</summary>
    public const string Instructions = "ONEDNN_MAX_CPU_ISA";

    /// <summary>What it is told where the user says nothing.</summary>
    public const string UsualInstructions = "AVX2";

    // Spinning threads cost half the speed as soon as another process wants a core.
    private static readonly (string Name, string Value) _waiting = ("OMP_WAIT_POLICY", "PASSIVE");

    /// <summary>All that the processor has.</summary>
    public const string AllInstructions = "ALL";

    // oneDNN 3.7 in libtorch 2.10 crashed in one start of five with AVX-512 on one AMD EPYC, and did not on another. With AVX2 a step takes
    // half as long again (docs/speed.md).
    private static string InstructionsHere => InstructionVerdict.Read() == true ? AllInstructions : UsualInstructions;

    /// <summary>What oneDNN is told in this process; before torch is loaded, what it will be told.</summary>
    public static string InstructionsInUse => Environment.GetEnvironmentVariable(Instructions) ?? InstructionsHere;

    /// <summary>To be called before libtorch is loaded.</summary>
    public static void Apply()
    {
        foreach ((string name, string value) in ((string, string)[])[_waiting, (Instructions, InstructionsHere)])
        {
            if (OperatingSystem.IsLinux())
                _ = Libc.SetEnvironmentVariable(name, value, overwrite: 0);
            else if (Environment.GetEnvironmentVariable(name) is null)
                Environment.SetEnvironmentVariable(name, value);
        }
    }
}
