using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AfdMlNet.Examples.WebApi.Uploads;

/// <summary>
/// The file <c>image</c> of a form that holds it and nothing else. Read part by part: the framework's form reader would keep all on disk
/// first.
/// </summary>
internal static class FormImage
{
    public const string FieldName = "image";

    // RFC 2046, section 5.1.1.
    private const int LongestBoundary = 70;

    public static async Task<byte[]> ReadAsync(Stream body, MediaTypeHeaderValue type, int limit, CancellationToken cancellation)
    {
        string? boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
            throw Refused("The form's content type names no boundary of 1 to 70 characters.");
        MultipartReader reader = new(boundary, body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
        byte[]? image = null;
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            ContentDispositionHeaderValue? disposition = section.GetContentDispositionHeader();
            if (image is not null || disposition is null || !disposition.IsFileDisposition()
                || HeaderUtilities.RemoveQuotes(disposition.Name) != FieldName)
                throw Refused($"The form must hold one file named '{FieldName}' and nothing else.");
            ContentTypes.RequireImage(section.ContentType);
            image = await BoundedStream.ReadAsync(section.Body, limit, cancellation);
        }

        return image ?? throw Refused($"The form holds no file named '{FieldName}'.");
    }

    private static UploadRefusedException Refused(string reason) => new(StatusCodes.Status400BadRequest, reason);
}
