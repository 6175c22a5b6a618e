using Microsoft.Net.Http.Headers;

namespace AfdMlNet.Examples.WebApi.Uploads;

/// <summary>The image's bytes out of a request, never more than allowed and never on disk.</summary>
internal static class UploadReader
{
    /// <exception cref="UploadRefusedException">The request holds something else than one image of allowed size.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.Headers.ContentEncoding.Count > 0)
            throw new UploadRefusedException(
                StatusCodes.Status415UnsupportedMediaType, "Images are taken as they are, not compressed (Content-Encoding).");
        bool isForm = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals(ContentTypes.Form, StringComparison.OrdinalIgnoreCase);
        if (!isForm)
            ContentTypes.RequireImage(request.ContentType);
        if (request.ContentLength > limit + (isForm ? ServiceLimits.FormOverhead : 0))
            throw BoundedStream.TooLarge(limit);
        try
        {
            byte[] bytes = isForm
                ? await FormImage.ReadAsync(request.Body, type!, limit, cancellation)
                : await BoundedStream.ReadAsync(request.Body, limit, cancellation);
            return bytes.Length > 0
                ? bytes
                : throw new UploadRefusedException(StatusCodes.Status400BadRequest, "The image is empty (0 bytes).");
        }
        catch (BadHttpRequestException error)
        {
            throw new UploadRefusedException(error.StatusCode, error.Message, error);
        }
        catch (Exception error) when (error is IOException or InvalidDataException && !cancellation.IsCancellationRequested)
        {
            throw new UploadRefusedException(StatusCodes.Status400BadRequest, $"The upload cannot be read: {error.Message}", error);
        }
    }
}
