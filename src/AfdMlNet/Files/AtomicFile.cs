namespace AfdMlNet.Files;

/// <summary>Files that are either complete or not there.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the target under a temporary name, flushes to disk, and moves into place.</summary>
    /// <param name="path">The target; replaced if it exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind, an existing file stays as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
