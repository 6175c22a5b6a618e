using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AfdMlNet.Checkpoints;
using AfdMlNet.Events;
using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>Checkpoints, mostly with another header or state and the checksum that fits it.</summary>
internal sealed class CheckpointTarget : FuzzTarget
{
    private const int Prefix = 8;

    private readonly Scratch _scratch = new();

    public override string Name => "checkpoint";

    public override void Read(byte[] input)
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using CheckpointFile file = CheckpointFile.Open(_scratch.Write("checkpoint.safetensors", input));
        JsonSerializer.Deserialize(file.State, CheckpointJson.Default.CheckpointState);
        foreach ((string name, Tensor value) in Tensors())
        {
            if (file.Holds(name))
                file.CopyTo(name, value);
        }
    }

    // The last is for a checkpoint of another version.
    public override bool IsRefusal(Exception exception) => exception is InvalidDataException or JsonException or NotSupportedException;

    protected override byte[] Mutate(byte[] sound, Random random)
    {
        if (random.Next(8) == 0)
            return ByteMutator.Mutate(sound, Other(random), random);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(sound);
        byte[] header = sound[Prefix..(Prefix + length)];
        if (random.Next(4) == 0)
        {
            byte[] other = [.. sound[..^SHA256.HashSizeInBytes]];
            random.NextBytes(other.AsSpan(Prefix + length));
            return [.. other, .. SHA256.HashData(other)];
        }

        byte[] changed = TextMutator.Mutate(header, header, JsonWords.All, random);
        byte[] prefix = new byte[Prefix];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, changed.Length);
        byte[] content = [.. prefix, .. changed, .. sound[(Prefix + length)..^SHA256.HashSizeInBytes]];
        return [.. content, .. SHA256.HashData(content)];
    }

    protected override IReadOnlyList<byte[]> MakeCorpus()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var file = new MemoryStream();
        CheckpointFile.Write(file, JsonSerializer.Serialize(State(), CheckpointJson.Default.CheckpointState), [.. Tensors()]);
        return [file.ToArray()];
    }

    private static IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        yield return ("0.network.conv1.weight", ones(4, 3, 3, 3));
        yield return ("0.network.bn1.num_batches_tracked", tensor(3L));
        yield return ("sums.0", ones(11, ScalarType.Float64));
    }

    private static CheckpointState State() => new()
    {
        Run = new Dictionary<string, string> { ["seed"] = "1" },
        TrainsTeacher = false,
        Teacher = new StudentOutcome("teacher", 3, 0.5, 0.4),
        Loop = new LoopState
        {
            Epoch = 2,
            Batch = 1,
            Steps = 4,
            Elapsed = TimeSpan.FromSeconds(3),
            EpochBegan = TimeSpan.FromSeconds(2),
            Stepping = TimeSpan.FromSeconds(1),
            Waiting = TimeSpan.Zero,
            Epochs = [new EpochRecord(1, TimeSpan.FromSeconds(2), 100, [new StudentEpoch { Name = "student", ValidationAccuracy = 0.5 }])],
            EpochsWithoutImprovement = 0,
            Reference = double.NegativeInfinity,
            Ended = null,
        },
        Parts = new Dictionary<string, JsonNode?>
        {
            ["0"] = JsonNode.Parse("""{ "logit": 4, "feature": 4, "discriminator": 4, "average": null }"""),
            ["best"] = JsonNode.Parse("""[{ "epoch": 1, "accuracy": 0.5 }]"""),
        },
    };
}
