using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.Images;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>The check of a saved model before ML.NET loads it.</summary>
internal sealed class SavedModelTarget : FuzzTarget
{
    public override string Name => "model-check";

    public override void Read(byte[] input) => SavedModelCheck.Check(new MemoryStream(input));

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    protected override byte[] Mutate(byte[] sound, Random random) =>
        ZipMutator.Mutate(sound, Other(random), (entry, own) => ByteMutator.Mutate(entry.Content, entry.Content, own), random);

    protected override IReadOnlyList<byte[]> MakeCorpus() => [SoundModel.Zip];
}
