using System.Text.Json.Nodes;
using AfdMlNet.Events;
using static TorchSharp.torch;

namespace AfdMlNet.Checkpoints;

/// <summary>The checkpoints of one phase of a run: the training of an offline method's teacher, or that of the ring.</summary>
/// <param name="Run">All of them.</param>
/// <param name="TrainsTeacher">Which phase it is.</param>
/// <param name="Teacher">What became of the teacher before.</param>
internal sealed record PhaseCheckpoints(RunCheckpoints Run, bool TrainsTeacher = false, StudentOutcome? Teacher = null)
{
    /// <summary>What this phase goes on from; null where it begins.</summary>
    public CheckpointState? Latest => Run.Latest is { } state && state.TrainsTeacher == TrainsTeacher ? state : null;

    /// <summary>Writes the loop's state and that of each part.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(LoopState loop, IReadOnlyList<ICheckpointed> parts) => Run.Write(
        new CheckpointState
        {
            TrainsTeacher = TrainsTeacher,
            Teacher = Teacher,
            Loop = loop,
            Parts = parts.ToDictionary(part => part.Name, part => part.State),
        },
        [.. TensorsOf(parts)]);

    /// <summary>Gives each part the state and the tensors of <see cref="Latest"/>.</summary>
    /// <exception cref="InvalidDataException">They are not this run's; the message names the file and says why.</exception>
    public void Restore(IReadOnlyList<ICheckpointed> parts)
    {
        try
        {
            Set(parts);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"The checkpoint {Run.Shown} cannot be gone on from. {error.Message}", error);
        }
    }

    private void Set(IReadOnlyList<ICheckpointed> parts)
    {
        foreach (ICheckpointed part in parts)
        {
            if (!Latest!.Parts.TryGetValue(part.Name, out JsonNode? state))
                throw new InvalidDataException($"It holds no '{part.Name}': it is of another ring.");
            part.State = state;
        }

        // A process that did not open the folder gets them from the one that did.
        if (Run.File is not { } file)
            return;
        foreach ((string name, Tensor value) in TensorsOf(parts))
            file.CopyTo(name, value);
    }

    /// <summary>The tensors of all parts, by part and name.</summary>
    public static IEnumerable<(string Name, Tensor Value)> TensorsOf(IEnumerable<ICheckpointed> parts) =>
        parts.SelectMany(part => part.Tensors().Select(tensor => ($"{part.Name}.{tensor.Name}", tensor.Value)));
}
