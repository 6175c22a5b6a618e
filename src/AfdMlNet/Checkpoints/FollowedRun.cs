using System.Text.Json;

namespace AfdMlNet.Checkpoints;

/// <summary>Where a run goes on, as the process that read the checkpoint tells the others; the tensors come after.</summary>
/// <param name="State">The state; null where the run begins.</param>
/// <param name="Tensors">The names of the tensors.</param>
internal sealed record FollowedRun(CheckpointState? State, IReadOnlyList<string> Tensors)
{
    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, CheckpointJson.Default.FollowedRun);

    public static FollowedRun Of(byte[] bytes) => JsonSerializer.Deserialize(bytes, CheckpointJson.Default.FollowedRun)!;
}
