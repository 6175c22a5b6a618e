namespace AfdMlNet.Cli.Data;

/// <summary>Images in class folders.</summary>
/// <param name="Folder">The folder, as the user knows it.</param>
/// <param name="Classes">The classes in ordinal order.</param>
/// <param name="Images">The images, class by class, in ordinal order of their names.</param>
internal sealed record ImageSet(string Folder, IReadOnlyList<string> Classes, IReadOnlyList<LabeledImage> Images)
{
    /// <summary>The images of all class folders; folders without images are no classes.</summary>
    public static ImageSet Read(string folder, string shownAs)
    {
        List<LabeledImage> images = [];
        foreach (string classFolder in ImageFiles.FoldersIn(folder))
            images.AddRange(ImageFiles.In(classFolder).Select(file => new LabeledImage(file, Path.GetFileName(classFolder))));
        if (images.Count == 0)
            throw new CliException(NoImages(folder, shownAs));
        return new(shownAs, [.. images.Select(image => image.Label).Distinct()], images);
    }

    public ImageSet Only(IReadOnlyCollection<string> classes) =>
        this with { Classes = [.. Classes.Where(classes.Contains)], Images = [.. Images.Where(image => classes.Contains(image.Label))] };

    public ImageSet AtMost(int? perClass) => perClass is not { } most
        ? this
        : this with { Images = [.. Images.GroupBy(image => image.Label).SelectMany(group => group.Take(most))] };

    private static string NoImages(string folder, string shownAs) =>
        (ImageFiles.In(folder).Count > 0
            ? $"The images in '{shownAs}' lie directly in it, so their classes are not known. "
            : $"There are no images in the folders of '{shownAs}'. ")
        + "Put them into one folder per class, named after the class; "
        + $"images are files that end in {string.Join(", ", ImageFiles.Extensions)}.";
}
