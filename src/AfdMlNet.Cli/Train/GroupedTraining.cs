using System.Text;
using AfdMlNet.Checkpoints;
using AfdMlNet.Cli.Output;
using AfdMlNet.Distributed;
using AfdMlNet.Mpi;

namespace AfdMlNet.Cli.Train;

/// <summary>The work of <c>mpiexec -n N afd train</c>: every process trains, the first one shows and writes.</summary>
internal static class GroupedTraining
{
    /// <summary>Whether this process has been started by a launcher of MPI. Nothing of MPI is loaded without.</summary>
    public static bool IsLaunched => MpiGroup.IsLaunched;

    public static int Execute(TrainSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        if (settings.ModelBuilder is not null)
            throw new CliException("--mbconfig is for one process: leave mpiexec away.", ExitCode.Usage);
        using MpiGroup group = Join(settings);
        try
        {
            settings = Agreed(settings, group);
            return group.Rank == 0
                ? TrainRun.Execute(settings, terminal, cancellation, group)
                : TrainRun.Follow(settings, new Terminal(TextWriter.Null, terminal.Error, IsInteractive: false), group, cancellation);
        }
        catch (ProcessGroupException error)
        {
            throw new CliException($"{error.Message} {HowToGoOn(settings, group)}", cause: error);
        }
        catch (Exception error) when (group.Rank > 0 && error is not OperationCanceledException)
        {
            (string message, int code) = ErrorText.Of(error);
            throw new CliException($"Process {group.Rank} of {group.Size} on {Environment.MachineName}: {message}", code, error);
        }
    }

    private static MpiGroup Join(TrainSettings settings)
    {
        try
        {
            return MpiGroup.Join(settings.RankTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        }
        catch (Exception error) when (error is DllNotFoundException or NotSupportedException or InvalidOperationException)
        {
            throw new CliException(error.Message, cause: error);
        }
    }

    // The folder of the run to go on with may be on the first process's machine alone.
    private static TrainSettings Agreed(TrainSettings settings, MpiGroup group)
    {
        if (settings.Resume is not { } folder)
            return settings;
        byte[] first =
            group.Broadcast(group.Rank == 0 ? Encoding.UTF8.GetBytes(HistoryFile.Text(RunFolder.Resumed(folder, settings))) : []);
        return HistoryFile.SettingsOf(Encoding.UTF8.GetString(first));
    }

    // Checkpoints are the first process's, and may be on its machine alone.
    private static string HowToGoOn(TrainSettings settings, MpiGroup group) => group.Rank > 0
        ? "The first process has the checkpoints and says how to go on."
        : settings.NoCheckpoints || CheckpointOptions.In(RunFolder.Of(settings.Output)).Count == 0
        ? "There is no checkpoint to go on from."
        : $"The last checkpoint is kept. {RunFolder.HowToGoOn(settings.Output)}, with any number of processes.";
}
