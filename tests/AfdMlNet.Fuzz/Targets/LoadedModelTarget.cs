using AfdMlNet.Cli;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>
/// Saved models through ML.NET's own loader and ONNX Runtime, as <c>afd evaluate</c> loads them. Neither promises anything about hostile
/// files and either may end the process: for runs by hand.
/// </summary>
internal sealed class LoadedModelTarget : FuzzTarget
{
    private readonly Scratch _scratch = new();

    public override string Name => "model-load";

    // ML.NET believes the lengths that it reads.
    public override long AllocationBound(int length) => 4L << 30;

    public override void Read(byte[] input)
    {
        SavedModel model = SavedModel.Load(_scratch.Write("model.zip", input));
        (model.Transformer as IDisposable)?.Dispose();
    }

    public override bool IsRefusal(Exception exception) => exception is CliException;

    protected override byte[] Mutate(byte[] sound, Random random) => ZipMutator.Mutate(
        sound, Other(random), (entry, own) => ByteMutator.Mutate(entry.Content, entry.Content, own), random);

    protected override IReadOnlyList<byte[]> MakeCorpus() => [SoundModel.Zip];
}
