using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Inspect;

/// <summary>What <c>afd data</c> was asked for.</summary>
internal sealed record DataSettings(string Folder, string? Workspace, bool Json);

/// <summary>The work of <c>afd data</c>.</summary>
internal static class DataRun
{
    public static int Execute(DataSettings settings, Terminal terminal, CancellationToken cancellation = default)
    {
        using DataFolder folder = DataFolder.Open(settings.Folder, settings.Workspace, cancellation);
        IReadOnlyList<(string Name, Data.ImageSet Set)> parts = Parts(folder, cancellation);
        terminal.Tell(folder.PassedOver);
        Display display = Display.For(terminal, settings.Json);
        DataReport report = display.Run(() => Report(folder, parts, display, cancellation));
        if (settings.Json)
            JsonLines.Write(terminal.Out, "dataInspected", report, DataJson.Default.DataReport);
        else
            DataText.Write(terminal.Out, report);
        return report.Unread.Count == 0 && !report.Leaks.Any() ? ExitCode.Success : ExitCode.BadInput;
    }

    private static IReadOnlyList<(string Name, Data.ImageSet Set)> Parts(DataFolder folder, CancellationToken cancellation)
    {
        DataSplit split = DataSplit.Of(folder.Path, cancellation);
        (string Name, string? Folder)[] found = [("train", split.Train), ("val", split.Validation), ("test", split.Test)];
        if (split.Train is null)
            found = [("images", split.Root)];
        return [.. found.Where(part => part.Folder is not null)
            .Select(part =>
                (part.Name, Data.ImageSet.Read(part.Folder!, folder.Shown(part.Folder!), folder.PassedOver, cancellation)))];
    }

    private static DataReport Report(
        DataFolder folder, IReadOnlyList<(string Name, Data.ImageSet Set)> parts, Display display, CancellationToken cancellation)
    {
        (LabeledImage Image, string Part)[] all = [.. parts.SelectMany(part => part.Set.Images.Select(image => (image, part.Name)))];
        IReadOnlyList<InspectedImage> images =
            InspectedImage.Of(all, done => display.Stage("Looking at images", done, all.Length), cancellation);
        InspectedImage[] read = [.. images.Where(image => image.Error is null)];
        string Shown(InspectedImage image) => folder.Shown(image.Image.ImagePath);
        return new(
            folder.Given,
            [.. parts.Select(part => new DataPart(
                part.Name, part.Set.Images.Count, part.Set.Images.CountBy(image => image.Label).ToDictionary()))],
            ImageSizes.Of([.. read.Select(image => image.Info!)]),
            read.CountBy(image => image.Info!.Format).OrderByDescending(format => format.Value).ToDictionary(),
            [.. images.Where(image => image.Error is not null).Select(image => new UnreadFile(Shown(image), image.Error!))],
            [.. Duplicates.Among(read, count => display.Stage("Comparing images", count, read.Length), cancellation)
                .Select(pair => new DuplicateImages(
                    Shown(pair.First), Shown(pair.Second), pair.IsExact, pair.First.Part != pair.Second.Part,
                    pair.First.Image.Label != pair.Second.Image.Label))]);
    }
}
