using System.Diagnostics;
using System.Text.Json;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>The checkpoints of one run: the one that it goes on from, and those that it writes.</summary>
internal sealed class RunCheckpoints : IDisposable
{
    private readonly CheckpointOptions _options;
    private readonly CheckpointFolder _folder;
    private readonly IReadOnlyDictionary<string, string> _run;
    private readonly Action<TrainingEvent> _emit;
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private readonly CheckpointFile? _file;

    private RunCheckpoints(
        CheckpointOptions options, CheckpointFolder folder, IReadOnlyDictionary<string, string> run, Action<TrainingEvent> emit)
    {
        (_options, _folder, _run, _emit) = (options, folder, run, emit);
        IReadOnlyList<string> paths = folder.NewestFirst();
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
            catch (Exception error) when (error is InvalidDataException or JsonException or IOException)
            {
                _file?.Dispose();
                _file = null;
                if (path == paths[^1])
                    throw new InvalidDataException(
                        $"None of the {paths.Count} checkpoints of '{options.Folder}' can be read; of '{path}': {error.Message} Give another folder, or remove them to train anew.", error);
                emit(new RunFinding($"The checkpoint '{path}' is damaged: {error.Message} Training goes on from the one before it."));
            }
        }
    }

    /// <summary>Opens the folder and finds the newest checkpoint that is whole.</summary>
    /// <exception cref="ArgumentException">The folder holds another run; the message lists the differences.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints and none is whole.</exception>
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

    public string Folder => _options.Folder;

    /// <summary>What the run goes on from; null where it begins.</summary>
    public CheckpointState? Latest { get; }

    /// <summary>The tensors of <see cref="Latest"/>.</summary>
    public CheckpointFile File => _file ?? throw new InvalidOperationException("There is no checkpoint to go on from.");

    /// <summary>Whether one is due within an epoch.</summary>
    public bool IsDue => _sinceLast.Elapsed >= _options.EveryTime;

    /// <summary>Whether one is due after an epoch.</summary>
    public bool IsDueAfter(int epoch) => IsDue || (_options.EveryEpochs is { } every && epoch % every == 0);

    public void Write(CheckpointState state, IReadOnlyList<(string Name, Tensor Value)> tensors)
    {
        string text = JsonSerializer.Serialize(state with { Run = _run }, CheckpointJson.Default.CheckpointState);
        string path = _folder.Write(stream => CheckpointFile.Write(stream, text, tensors));
        _folder.Keep(_options.Keep);
        _sinceLast.Restart();
        _emit(new CheckpointWritten(path, state.Loop.Epoch, state.Loop.Batch));
    }

    public void Dispose()
    {
        _file?.Dispose();
        _folder.Dispose();
    }

    private void CheckRun(string path)
    {
        IReadOnlyList<string> differences = RunIdentity.Differences(Latest!.Run, _run);
        if (differences.Count == 0)
            return;
        _file!.Dispose();
        throw new ArgumentException(
            $"The checkpoint '{path}' is of another run. Give the options that it had, choose another folder, or remove this one to train anew:{string.Concat(differences.Select(difference => $"\n- {difference}"))}");
    }
}
