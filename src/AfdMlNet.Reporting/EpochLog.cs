using AfdMlNet.Events;

namespace AfdMlNet.Reporting;

/// <summary>
/// A log that follows a run into a file. The file is opened when the log is made, so that a path that cannot be written fails before
/// training, and it is on disk after every epoch. Trouble with the file later ends the log, not the training: see <see cref="Failure"/>.
/// </summary>
public abstract class EpochLog : IProgress<TrainingEvent>, IDisposable
{
    private readonly FileStream _stream;

    private protected EpochLog(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            // Others may read along.
            _stream = new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The log '{Path}' cannot be written: {error.Message}", error);
        }
    }

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>What went wrong with the file, such as a full disk, and ended the log; null while all is well.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>Writes what the log keeps of an event. Never throws for trouble with the file.</summary>
    /// <param name="value">The event.</param>
    /// <exception cref="ObjectDisposedException">The log was disposed.</exception>
    public void Report(TrainingEvent value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ObjectDisposedException.ThrowIf(!_stream.CanWrite && Failure is null, this);
        if (Failure is not null)
            return;
        try
        {
            Write(_stream, value);
            if (value is not (BatchEnded or StageProgressed))
                _stream.Flush();
        }
        catch (IOException error)
        {
            Failure = error;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException error)
        {
            Failure ??= error;
        }
        GC.SuppressFinalize(this);
    }

    private protected abstract void Write(Stream stream, TrainingEvent trainingEvent);

    /// <summary>A second run that reports here takes the first one's place.</summary>
    private protected static void Restart(Stream stream)
    {
        stream.SetLength(0);
        stream.Position = 0;
    }
}
