using System.IO.MemoryMappedFiles;

namespace AfdMlNet.Images;

/// <summary>
/// A temporary file of pixels: first written from front to back, then mapped and read anywhere. It is written with ordinary writes, since
/// a full disk is an error there and a crash in a mapping.
/// </summary>
internal sealed unsafe class PixelFile : IDisposable
{
    private readonly FileStream _file;
    private MemoryMappedFile? _map;
    private MemoryMappedViewAccessor? _view;
    private byte* _start;

    /// <param name="folder">The folder; null is the system's for temporary files. Created where it is missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public PixelFile(string? folder)
    {
        folder ??= System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(folder, $"afd-images-{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            _file = new FileStream(Path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 1 << 20,
            });
            // Unix keeps an open file without a name: a killed process leaves nothing behind.
            if (!OperatingSystem.IsWindows())
                File.Delete(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(Path, error);
        }
    }

    /// <summary>Where the file is; on Unix its name is gone at once.</summary>
    public string Path { get; }

    /// <summary>Writes at the end.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Append(ReadOnlySpan<byte> bytes) => Write(_file, Path, bytes);

    /// <summary>Ends the writing and maps the file.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void BeginReading()
    {
        try
        {
            _file.Flush();
            _map = MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        }
        catch (IOException error)
        {
            throw Failure(Path, error);
        }
    }

    /// <summary>The bytes at a place; not to be used after <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Read(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, _view!.Capacity, nameof(offset));
        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_start is not null)
            _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _start = null;
        _view?.Dispose();
        _map?.Dispose();
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // Closing writes what is buffered once more; on a full disk that fails again, and the file is gone either way.
        }
    }

    internal static void Write(FileStream file, string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException error)
        {
            throw Failure(path, error);
        }
    }

    private static IOException Failure(string path, Exception error) => new(
        $"The decoded images do not fit the memory limit, and the file '{path}' that takes the rest cannot be written: {error.Message} "
        + "Choose another WorkspacePath or raise ImageMemoryLimit.", error);
}
