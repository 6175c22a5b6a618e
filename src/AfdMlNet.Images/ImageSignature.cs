namespace AfdMlNet.Images;

/// <summary>The first bytes of the formats that are read: PNG, JPEG, GIF, BMP and WebP.</summary>
internal static class ImageSignature
{
    public static bool IsKnown(ReadOnlySpan<byte> bytes) =>
        bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..]
            or [(byte)'B', (byte)'M', ..] or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B',
                (byte)'P', ..];
}
