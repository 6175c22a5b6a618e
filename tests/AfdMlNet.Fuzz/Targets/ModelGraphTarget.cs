using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.Onnx;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>The ONNX graph inside a saved model, and the forms that it is exported in.</summary>
internal sealed class ModelGraphTarget : FuzzTarget
{
    private const string Graph = "OnnxModel";
    private const int Prefix = sizeof(int);
    private readonly Scratch _scratch = new();

    public override string Name => "model-graph";

    // A node of a few bytes becomes objects of hundreds, once when it is read and again for each form.
    public override long AllocationBound(int length) => (64L << 20) + 400L * length;

    public override void Read(byte[] input)
    {
        byte[] graph = SavedModelGraph.Read(_scratch.Write("model.zip", input));
        _ = OnnxVariant.Of(graph, new OnnxExportOptions { Input = OnnxInput.Bytes, HalfPrecision = true });
    }

    // A weight may be beyond half precision.
    public override bool IsRefusal(Exception exception) => exception is InvalidDataException or NotSupportedException;

    protected override byte[] Mutate(byte[] sound, Random random) => random.Next(3) == 0
        ? ZipMutator.Mutate(sound, Other(random), Content, random)
        : RawZip.Write([.. RawEntry.Of(sound).Where(IsGraph).Select(entry => entry with { Content = Content(entry, random) })]);

    protected override IReadOnlyList<byte[]> MakeCorpus() => [SoundModel.Zip];

    private static bool IsGraph(RawEntry entry) => entry.Name.EndsWith(Graph, StringComparison.Ordinal);

    private static byte[] Content(RawEntry entry, Random random)
    {
        if (!IsGraph(entry) || entry.Content.Length < Prefix || random.Next(10) == 0)
            return ByteMutator.Mutate(entry.Content, entry.Content, random);
        byte[] message = MessageMutator.Mutate(entry.Content[Prefix..], random);
        return [.. BitConverter.GetBytes(message.Length), .. message];
    }
}
