namespace AfdMlNet.Checkpoints;

/// <summary>A file that is held open so that others keep away. The system takes it back when its process ends, however it ends.</summary>
internal static class LockFile
{
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>EWOULDBLOCK.</summary>
    private static readonly int _wouldBlock = OperatingSystem.IsLinux() ? 11 : 35;

    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="shared">Whether others may share it.</param>
    /// <param name="taken">What it says where somebody else holds it.</param>
    /// <exception cref="LockTakenException">Somebody else holds it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path, bool shared, string taken)
    {
        try
        {
            return shared
                ? new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read)
                : new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult == (OperatingSystem.IsWindows() ? SharingViolation : _wouldBlock))
        {
            throw new LockTakenException(taken, error);
        }
    }
}
