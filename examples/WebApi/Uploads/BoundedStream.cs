using System.Buffers;

namespace AfdMlNet.Examples.WebApi.Uploads;

/// <summary>Reads a stream to its end, if that comes soon enough.</summary>
internal static class BoundedStream
{
    public static async Task<byte[]> ReadAsync(Stream stream, int limit, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                if (bytes.Length + read > limit)
                    throw TooLarge(limit);
                bytes.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return bytes.ToArray();
    }

    public static UploadRefusedException TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The image is larger than {limit / 1e6:0.#} MB.");
}
