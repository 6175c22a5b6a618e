using System.Diagnostics;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring.Files;
using AfdMlNet.Files;
using AfdMlNet.Scoring;

namespace AfdMlNet.Cli.Scoring;

/// <summary>What <c>afd score --out</c> was asked for.</summary>
/// <param name="Model">The saved model, or its folder.</param>
/// <param name="Images">Files, folders and archives.</param>
/// <param name="Output">The file of scores.</param>
/// <param name="Workspace">For temporary files; null for the system's folder.</param>
/// <param name="Json">Whether events are written as JSON lines.</param>
/// <param name="Shard">The part of the images to score; null for all.</param>
internal sealed record BulkScoreSettings(
    string Model, IReadOnlyList<string> Images, string Output, string? Workspace, bool Json, Shard? Shard = null);

/// <summary>What was written.</summary>
/// <param name="File">The file of scores.</param>
/// <param name="Images">Rows in it.</param>
/// <param name="Failed">Images that could not be read: they have no row.</param>
/// <param name="Seconds">Time for decoding, scoring and writing.</param>
internal sealed record ScoresWritten(string File, int Images, int Failed, double Seconds);

/// <summary>The work of <c>afd score --out</c>: batches through one ONNX Runtime session, into one file.</summary>
internal static class BulkScoreRun
{
    public static int Execute(BulkScoreSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        if (!ScoreFile.Extensions.Contains(Path.GetExtension(settings.Output), StringComparer.OrdinalIgnoreCase))
            throw new CliException(ScoreFile.Unknown(settings.Output), ExitCode.Usage);
        string model = SavedModel.FileOf(settings.Model);
        using var scorer = BulkScorer.Open(model);
        using BulkImages images = BulkImages.Open(settings.Images, settings.Shard, settings.Workspace, cancellation);
        terminal.Tell(images.PassedOver);
        Display display = Display.For(terminal, settings.Json);
        ScoresWritten written = display.Run(() => Write(settings.Output, scorer, images, display, terminal, cancellation));
        if (settings.Json)
            JsonLines.Write(terminal.Out, "scoresWritten", written, ScoringJson.Default.ScoresWritten);
        else
            terminal.Out.WriteLine(Summary(written, settings.Shard, images.All));
        return written.Failed == 0 ? ExitCode.Success : ExitCode.BadInput;
    }

    private static ScoresWritten Write(
        string output, BulkScorer scorer, BulkImages images, Display display, Terminal terminal, CancellationToken cancellation)
    {
        int failed = 0;
        long start = Stopwatch.GetTimestamp();
        // Shards make their common folder on whichever machine comes first.
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        AtomicFile.Write(output, stream =>
        {
            using ScoreFile file = ScoreFile.Begin(output, stream, scorer.ClassNames);
            foreach (FileScore score in scorer.Score(images.Files, cancellation))
            {
                string image = images.Shown[score.Index];
                if (score.Error is null)
                {
                    file.Write(image, score.Label, score.Scores);
                }
                else
                {
                    failed++;
                    terminal.Error.WriteLine($"'{PlainText.Line(image)}' cannot be scored: {ErrorText.Of(score.Error).Message}");
                }
                display.Stage("Scoring images", score.Index + 1, images.Files.Count);
            }
        });
        return new(output, images.Files.Count - failed, failed, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static string Summary(ScoresWritten written, Shard? shard, int all)
    {
        string failed = written.Failed > 0 ? $" {Format.Count(written.Failed, "image")} could not be read and left out." : "";
        string part = shard is null ? "" : FormattableString.Invariant($"Shard {shard} of {all} images: ");
        return $"{part}Scored {Format.Count(written.Images, "image")} in {Format.Time(TimeSpan.FromSeconds(written.Seconds))} into "
            + $"'{written.File}'.{failed}";
    }
}
