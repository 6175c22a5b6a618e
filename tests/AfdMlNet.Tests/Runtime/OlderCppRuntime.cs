namespace AfdMlNet.Tests.Runtime;

/// <summary>This system's C++ runtime library, but without <c>GLIBCXX_3.4.30</c>, as in GCC 11's: a stand-in for RHEL 9.</summary>
internal static class OlderCppRuntime
{
    /// <summary>
    /// In the table of defined versions: the name's hash, by which the loader looks for it, and the distance to the name.
    /// </summary>
    private static readonly byte[] _definition = [0x40, 0xf8, 0x97, 0x02, 20, 0, 0, 0];

    /// <summary>Makes it in a folder, to be given to a process as LD_LIBRARY_PATH. Torch has to be loaded here.</summary>
    public static void MakeIn(string folder)
    {
        string system = File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Contains("/libstdc++.so.6", StringComparison.Ordinal))
            ?? throw new AssertInconclusiveException("This system has another C++ runtime library.");
        byte[] library = File.ReadAllBytes(system[system.IndexOf('/', StringComparison.Ordinal)..]);
        int definition = library.AsSpan().IndexOf(_definition);
        if (definition < 0)
            throw new AssertInconclusiveException("This system's C++ runtime library is no newer than GCC 11's.");
        library[definition] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "libstdc++.so.6"), library);
    }
}
