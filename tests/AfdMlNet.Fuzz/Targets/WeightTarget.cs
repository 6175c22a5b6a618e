using AfdMlNet.Networks;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>Files of weights: every tensor is read, as far as they are no more than the file in all.</summary>
internal abstract class WeightTarget : FuzzTarget
{
    public override void Read(byte[] input)
    {
        int left = input.Length;
        foreach (StoredTensor tensor in WeightFile.Read(new MemoryStream(input)).Values)
        {
            if ((left -= tensor.ToSingles().Length) < 0)
                break;
        }
    }

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;

    protected static byte[] Fixture(string name)
    {
        using Stream stream = typeof(WeightTarget).Assembly.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
