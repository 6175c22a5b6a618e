namespace AfdMlNet.Files;

/// <summary>Opens what is given as a file and may be none: to open a pipe, or to read a device to its end, may take for ever.</summary>
internal static class OrdinaryFile
{
    /// <summary>Opens a file with content. Pipes and devices have no length, so they are never opened.</summary>
    /// <exception cref="InvalidDataException">It is a folder, empty, a pipe or a device.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        var file = new FileInfo(path);
        if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        if (Directory.Exists(path))
            throw new InvalidDataException("It is a folder.");
        return file.Exists && file.Length == 0
            ? throw new InvalidDataException("It is empty, or a pipe or a device and no file.")
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }
}
