using AfdMlNet.Checkpoints;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Files;

namespace AfdMlNet.Cli.Train;

/// <summary>What a run keeps in its output folder while it is not finished: the checkpoints, and what was asked for.</summary>
internal static class RunFolder
{
    private const string Name = "checkpoints";

    public static string Of(string output) => Path.Combine(Path.GetFullPath(output), Name);

    /// <summary>Writes down what was asked for, unless that stands beside checkpoints already.</summary>
    /// <returns>Whether the folder is new: then it is this run's to take back.</returns>
    public static bool Begin(TrainSettings settings)
    {
        string folder = Of(settings.Output);
        bool isNew = !Directory.Exists(folder);
        if (CheckpointOptions.In(folder).Count > 0)
            return false;
        try
        {
            Directory.CreateDirectory(folder);
            string text = HistoryFile.Text(Kept(settings.WithFullPaths()));
            AtomicFile.Write(Path.Combine(folder, HistoryFile.SettingsName), stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                writer.Write(text);
            });
            return isNew;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                $"The folder '{folder}' cannot be written to: {error.Message} Give another --out, or --no-checkpoints.", cause: error);
        }
    }

    /// <summary>What the run of a folder was asked for.</summary>
    /// <param name="output">Its <c>--out</c>.</param>
    /// <param name="given">What is given anew.</param>
    public static TrainSettings Resumed(string output, TrainSettings given)
    {
        TrainSettings asked = HistoryFile.ReadSettings(Of(output))
            ?? throw new CliException($"'{output}' holds no run to go on with: there is no "
                + $"'{Path.Combine(Of(output), HistoryFile.SettingsName)}'. Give the --out of a run that was stopped or killed.");
        return given.Without(TrainOptions.Resume).Given
            .Aggregate(Kept(asked), (settings, option) => settings.With(option))
            .With(TrainOptions.Output, output);
    }

    private static TrainSettings Kept(TrainSettings settings) =>
        TrainOptions.All.Where(option => option.Use.HasFlag(OptionUse.NotKept)).Aggregate(settings, (kept, option) => kept.Without(option));

    /// <summary>The run is over and its model saved. What is not of a run stays.</summary>
    public static void Finish(string output)
    {
        if (!Directory.Exists(Of(output)))
            return;
        File.Delete(Path.Combine(Of(output), HistoryFile.SettingsName));
        CheckpointOptions.Remove(Of(output));
    }

    /// <summary>Takes back what was written of a run that came to nothing.</summary>
    public static void Abandon(string output)
    {
        if (CheckpointOptions.In(Of(output)).Count == 0)
            Finish(output);
    }

    public static string HowToGoOn(string output) =>
        $"Go on with: afd train --resume {Format.Argument(output)}";
}
