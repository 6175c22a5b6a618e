namespace AfdMlNet.Images;

/// <summary>An image file's bytes.</summary>
internal static class EncodedFile
{
    /// <summary>Reads a whole file, unless it is larger than any image that is decoded.</summary>
    /// <exception cref="InvalidDataException">It is larger, or empty.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        // Pipes and devices have no length either, and opening one may wait for ever.
        if (new FileInfo(path).Length == 0)
            throw EncodedImage.Empty();
        using FileStream file = File.OpenRead(path);
        if (file.Length > EncodedImage.MaximumBytes)
            throw EncodedImage.TooLong(file.Length);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
