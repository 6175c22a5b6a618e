namespace AfdMlNet.Examples;

/// <summary>Pictures as files, a folder for each class.</summary>
internal static class PictureFiles
{
    public static void Write(string folder, IEnumerable<Picture> pictures)
    {
        foreach ((int number, Picture picture) in pictures.Index())
        {
            string path = Path.Combine(folder, picture.Label, $"{number:0000}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, picture.ImageSource);
        }
    }
}
