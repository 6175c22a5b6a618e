using System.Diagnostics;
using System.Text.Json;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>The checkpoints of one run: the one that it goes on from, and those that it writes.</summary>
internal sealed class RunCheckpoints : IDisposable
{
    private readonly CheckpointOptions _options;
    private readonly CheckpointFolder? _folder;
    private readonly IReadOnlyDictionary<string, string> _run;
    private readonly Action<TrainingEvent> _emit;
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private readonly CheckpointFile? _file;

    private RunCheckpoints(
        CheckpointOptions options, IReadOnlyDictionary<string, string> run, Action<TrainingEvent> emit, CheckpointState? latest) =>
        (_options, _run, _emit, Latest) = (options, run, emit, latest);

    private RunCheckpoints(
        CheckpointOptions options, CheckpointFolder folder, IReadOnlyDictionary<string, string> run, Action<TrainingEvent> emit)
    {
        (_options, _folder, _run, _emit) = (options, folder, run, emit);
        IReadOnlyList<string> paths = folder.EntriesNewestFirst();
        foreach (string path in paths)
        {
            try
            {
                _file = CheckpointFile.Open(path);
                Latest = JsonSerializer.Deserialize(_file.State, CheckpointJson.Default.CheckpointState)
                    ?? throw new InvalidDataException("It holds no state.");
                CheckRun(path);
                return;
            }
            catch (NotSupportedException error)
            {
                throw new NotSupportedException($"The checkpoint '{path}' cannot be gone on from. {error.Message}", error);
            }
            catch (Exception error) when (error is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
            {
                _file?.Dispose();
                _file = null;
                if (path == paths[^1])
                    throw new InvalidDataException(
                        $"None of the {paths.Count} checkpoints of '{options.Folder}' can be read; of '{path}': {error.Message} Give "
                            + "another folder, or remove them to train anew.", error);
                emit(new RunFinding($"The checkpoint '{path}' is passed over. {error.Message} Training goes on from the one before it."));
            }
        }
    }

    /// <summary>Opens the folder and finds the newest checkpoint that is whole.</summary>
    /// <exception cref="ArgumentException">The folder holds another run; the message lists the differences.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints and none is whole.</exception>
    /// <exception cref="NotSupportedException">The newest whole one is of another version of checkpoints.</exception>
    /// <exception cref="IOException">Another run has it open, or it cannot be written to.</exception>
    public static RunCheckpoints Open(CheckpointOptions options, IReadOnlyDictionary<string, string> run, Action<TrainingEvent> emit)
    {
        CheckpointFolder folder = CheckpointFolder.Open(options.Folder);
        try
        {
            return new RunCheckpoints(options, folder, run, emit);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The same for a group of processes: the first one opens the folder, and only it writes. The others hear from it where to go on, and
    /// need not see the folder.
    /// </summary>
    public static RunCheckpoints Open(
        CheckpointOptions options, IReadOnlyDictionary<string, string> run, Action<TrainingEvent> emit, IProcessGroup? group)
    {
        if (group is { Rank: > 0 })
            return new RunCheckpoints(
                options, run, emit, JsonSerializer.Deserialize(group.Broadcast([]), CheckpointJson.Default.CheckpointState));
        RunCheckpoints checkpoints = Open(options, run, emit);
        group?.Broadcast(JsonSerializer.SerializeToUtf8Bytes(checkpoints.Latest!, CheckpointJson.Default.CheckpointState));
        return checkpoints;
    }

    /// <summary>What the run goes on from, for messages: the file, or where another process has it.</summary>
    public string Shown => _file is null ? $"in '{_options.Folder}'" : $"'{_file.Path}'";

    public string Folder => _options.Folder;

    /// <summary>What the run goes on from; null where it begins.</summary>
    public CheckpointState? Latest { get; }

    /// <summary>
    /// The tensors of <see cref="Latest"/>; null in a process that did not open the folder, which gets them from the one that did.
    /// </summary>
    public CheckpointFile? File => _file;

    /// <summary>Whether one is due within an epoch.</summary>
    public bool IsDue => _folder is not null && _sinceLast.Elapsed >= _options.EveryTime;

    /// <summary>Whether one is due after an epoch.</summary>
    public bool IsDueAfter(int epoch) => IsDue || (_folder is not null && _options.EveryEpochs is { } every && epoch % every == 0);

    public void Write(CheckpointState state, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        if (_folder is null)
            return;
        string text = JsonSerializer.Serialize(state with { Run = _run }, CheckpointJson.Default.CheckpointState);
        string path = _folder.Write(stream => CheckpointFile.Write(stream, text, tensors));
        _folder.Keep(_options.Keep);
        _sinceLast.Restart();
        _emit(new CheckpointWritten(path, state.Loop.Epoch, state.Loop.Batch));
    }

    public void Dispose()
    {
        _file?.Dispose();
        _folder?.Dispose();
    }

    private void CheckRun(string path)
    {
        IReadOnlyList<string> differences = RunDifferences.Between(Latest!.Run, _run);
        if (differences.Count == 0)
            return;
        _file!.Dispose();
        throw new ArgumentException(
            $"The checkpoint '{path}' is of another run. Give the options that it had, choose another folder, or remove this one to train "
                + $"anew:{string.Concat(differences.Select(difference => $"\n- {difference}"))}");
    }
}
