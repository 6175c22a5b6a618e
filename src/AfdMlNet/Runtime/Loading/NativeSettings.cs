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

    // oneDNN 3.7 in libtorch 2.10 computed wrong convolutions and crashed in one start of five with AVX-512 on one AMD EPYC, and did neither on
    // another. With AVX2 it is right, and a step takes half as long again (docs/speed.md).
    private static readonly (string Name, string Value) _instructions = (Instructions, UsualInstructions);

    /// <summary>To be called before libtorch is loaded.</summary>
    public static void Apply()
    {
        foreach ((string name, string value) in ((string, string)[])[_waiting, _instructions])
        {
            if (OperatingSystem.IsLinux())
                _ = Libc.SetEnvironmentVariable(name, value, overwrite: 0);
            else if (Environment.GetEnvironmentVariable(name) is null)
                Environment.SetEnvironmentVariable(name, value);
        }
    }
}
