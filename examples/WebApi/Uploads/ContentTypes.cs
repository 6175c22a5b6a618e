using Microsoft.Net.Http.Headers;

namespace AfdMlNet.Examples.WebApi.Uploads;

/// <summary>The content types of uploads.</summary>
internal static class ContentTypes
{
    public const string Form = "multipart/form-data";

    /// <summary>The types of an image; its bytes decide in the end, whichever of them is named.</summary>
    public static IReadOnlyList<string> Images { get; } =
        ["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "application/octet-stream"];

    public static void RequireImage(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || !Images.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            throw new UploadRefusedException(
                StatusCodes.Status415UnsupportedMediaType,
                $"The content type is {Shown(contentType)}; {Form} with a file 'image' is taken, or one of {string.Join(", ", Images)}.");
    }

    private static string Shown(string? contentType) =>
        string.IsNullOrEmpty(contentType) ? "missing" : $"'{(contentType.Length > 60 ? contentType[..60] + "..." : contentType)}'";
}
