namespace AfdMlNet.Files;

/// <summary>Files that are either complete or not there.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes beside the target under a temporary name, flushes to disk, and moves into place. What killed writes of the same target left
    /// is deleted first.
    /// </summary>
    /// <param name="path">The target; replaced if it exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind, an existing file stays as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        Sweep(full);
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

    // A writer that lives has its file open.
    private static void Sweep(string target)
    {
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            return;
        foreach (string left in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, $"{Path.GetFileName(target)}.*.tmp"))
        {
            try
            {
                using (new FileStream(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    File.Delete(left);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its writer lives, or it is another user's.
            }
        }
    }
}
