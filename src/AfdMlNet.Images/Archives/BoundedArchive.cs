using System.IO.Compression;
using System.Text;

namespace AfdMlNet.Images.Archives;

/// <summary>Opens archives whose table of contents is bounded: .NET reads all of it at once and makes an object of each entry.</summary>
internal static class BoundedArchive
{
    /// <summary>Opens a .zip and reads its table of contents.</summary>
    /// <param name="file">The archive; it can seek, and stays open.</param>
    /// <param name="tableBytes">The most bytes that may be read for the table. An entry takes 46 and its name.</param>
    /// <param name="names">Reads the names that are not marked as UTF-8; null for <see cref="EntryNameEncoding"/>.</param>
    /// <exception cref="InvalidDataException">It is no .zip, or its table is longer.</exception>
    public static ZipArchive Open(Stream file, long tableBytes, Encoding? names = null)
    {
        var bounded = new BoundedReads(file, tableBytes);
        var archive = new ZipArchive(bounded, ZipArchiveMode.Read, leaveOpen: true, names ?? new EntryNameEncoding());
        _ = archive.Entries;
        bounded.Lift();
        return archive;
    }

    /// <summary>Reads no more than so many bytes, wherever they are, until that is lifted.</summary>
    private sealed class BoundedReads(Stream file, long most) : Stream
    {
        private long _read;
        private bool _isLifted;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public void Lift() => _isLifted = true;

        public override int Read(Span<byte> buffer)
        {
            int read = file.Read(buffer);
            if ((_read += read) > most && !_isLifted)
                throw new InvalidDataException($"Its table of contents is longer than {most} bytes, the most that are read.");
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
