namespace AfdMlNet.Cli.Data;

/// <summary>Images in class folders.</summary>
/// <param name="Folder">The folder, as the user knows it.</param>
/// <param name="Classes">The classes in ordinal order.</param>
/// <param name="Images">The images, class by class, in ordinal order of their names.</param>
internal sealed record ImageSet(string Folder, IReadOnlyList<string> Classes, IReadOnlyList<LabeledImage> Images)
{
    private static readonly string[] _tables = [".csv", ".tsv", ".xlsx", ".mat", ".json", ".parquet"];

    /// <summary>The images of all class folders and below them; folders without images are no classes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="shownAs">The folder, as the user knows it.</param>
    /// <param name="notes">Takes what is passed over.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CliException">There are no images in class folders.</exception>
    public static ImageSet Read(string folder, string shownAs, PassedOver notes, CancellationToken cancellation = default)
    {
        List<LabeledImage> images = [];
        foreach (string classFolder in ImageFiles.FoldersIn(folder, cancellation))
        {
            string name = Path.GetFileName(classFolder);
            int before = images.Count;
            images.AddRange(new FolderWalk(notes, cancellation).ImagesIn(classFolder).Select(file => new LabeledImage(file, name)));
            if (images.Count == before)
                notes.Line($"the folder '{Path.Combine(shownAs, name)}' holds no image that is read, so it is no class");
        }

        if (images.Count == 0)
            throw new CliException(NoImages(folder, shownAs));
        NoteStrays(folder, shownAs, notes);
        return new(shownAs, [.. images.Select(image => image.Label).Distinct()], images);
    }

    public ImageSet Only(IReadOnlyCollection<string> classes) =>
        this with { Classes = [.. Classes.Where(classes.Contains)], Images = [.. Images.Where(image => classes.Contains(image.Label))] };

    public ImageSet Without(IReadOnlySet<LabeledImage> images) =>
        this with { Images = [.. Images.Where(image => !images.Contains(image))] };

    public ImageSet AtMost(int? perClass) => perClass is not { } most
        ? this
        : this with { Images = [.. Images.GroupBy(image => image.Label).SelectMany(group => group.Take(most))] };

    private static void NoteStrays(string folder, string shownAs, PassedOver notes)
    {
        int strays = ImageFiles.FilesIn(folder).Count(ImageFiles.IsImage);
        if (strays > 0)
            notes.Line($"{Format.Count(strays, "image")} directly in '{shownAs}', in the folder of no class");
    }

    /// <summary>That a table in a folder may tell the classes, as a sentence; empty where there is none.</summary>
    public static string TableHint(string folder) => ImageFiles.FilesIn(folder)
        .FirstOrDefault(file => _tables.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)) is { } table
        ? $"'{Path.GetFileName(table)}' may tell the classes, but tables are not read. "
        : "";

    /// <summary>What to do with images whose classes are not known.</summary>
    public const string Wanted =
        $"Put them into one folder per class, named after the class, or into {SplitName.Usual} with such folders";

    private static string NoImages(string folder, string shownAs) =>
        (ImageFiles.FilesIn(folder).Any(ImageFiles.IsImage)
                ? $"The images in '{shownAs}' lie directly in it, so their classes are not known. "
                : $"There are no images in the folders of '{shownAs}'. ")
            + TableHint(folder)
            + $"{Wanted}; images are files that end in {string.Join(", ", ImageFiles.Extensions)}.";
}
