using System.Runtime.InteropServices;
using System.Text;

namespace AfdMlNet.Mpi;

/// <summary>
/// The native MPI of this machine. The binding names Microsoft's; elsewhere every MPI with MPICH's binary interface will do. Open MPI's
/// handles are pointers where MPICH's are numbers: calls would crash.
/// </summary>
internal static class MpiLibrary
{
    private const string BoundTo = "msmpi";
    private const int LongestVersion = 8192;

    // Debian and Ubuntu give MPICH's a name of its own; elsewhere, and for Intel MPI and MVAPICH, it is the one that the interface was
    // agreed on with.
    private static readonly string[] _names = OperatingSystem.IsMacOS()
        ? ["libmpich.12.dylib", "libmpi.12.dylib"]
        : ["libmpich.so.12", "libmpi.so.12"];

    private static readonly Lazy<bool> _resolved = new(Resolve);

    /// <summary>Loads it.</summary>
    /// <exception cref="DllNotFoundException">There is none.</exception>
    /// <exception cref="NotSupportedException">It is another kind.</exception>
    public static void EnsureLoaded() => _ = _resolved.Value;

    private static bool Resolve()
    {
        // MS-MPI is found by its name.
        if (OperatingSystem.IsWindows())
            return true;
        nint library = _names.Select(name => NativeLibrary.TryLoad(name, out nint found) ? found : 0).FirstOrDefault(found => found != 0);
        if (library == 0)
            throw new DllNotFoundException(
                $"There is no MPI here: none of {string.Join(", ", _names)} was found. Install MPICH (Debian, Ubuntu: apt install mpich; "
                    + "Fedora: dnf install mpich) or Intel MPI, and start with its mpiexec.");
        CheckKind(VersionOf(library));
        NativeLibrary.SetDllImportResolver(typeof(MPI.Communicator).Assembly,
            (name, _, _) => name.StartsWith(BoundTo, StringComparison.Ordinal) ? library : 0);
        return true;
    }

    /// <exception cref="NotSupportedException">The binding cannot be used with it.</exception>
    public static void CheckKind(string version)
    {
        if (version.Contains("Open MPI", StringComparison.Ordinal))
            throw OpenMpi($"The MPI of this machine is {version.Split('\n', ',')[0]}.");
    }

    /// <summary>The refusal of Open MPI.</summary>
    /// <param name="found">How it was found out.</param>
    public static NotSupportedException OpenMpi(string found) => new(
        $"{found} Open MPI cannot be used: its binary interface is another than MPICH's. Install MPICH (Debian, Ubuntu: apt install mpich) "
            + "or Intel MPI, and start with its own mpiexec (Debian: mpiexec.mpich).");

    private static unsafe string VersionOf(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "MPI_Get_library_version", out nint address))
            return "";
        byte* text = stackalloc byte[LongestVersion];
        int length = 0;
        ((delegate* unmanaged[Cdecl]<byte*, int*, int>)address)(text, &length);
        return Encoding.UTF8.GetString(text, Math.Clamp(length, 0, LongestVersion));
    }
}
