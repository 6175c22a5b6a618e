using System.Globalization;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks;

/// <summary>How far the ONNX forms are from TorchSharp.</summary>
internal static class OnnxBenchmark
{
    private const int Count = 500;
    private const int Batch = 50;

    public static void Run(string archive, string[] networks)
    {
        Runtime.TorchRuntime.EnsureLoaded();
        Machine.Describe();
        using var images = new TestImages(archive, Count);
        byte[][] batches = [.. Enumerable.Range(0, images.Files.Count / Batch).Select(index => images.Bytes(index * Batch, Batch))];
        Console.WriteLine($"{batches.Length * Batch} images; largest difference of a probability to TorchSharp, labels that are the same");
        Console.WriteLine("| network | float | bytes | half | labels, bytes | labels, half |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (string name in networks.Length > 0 ? networks : StudentNetworks.Names)
            Measure(name, batches);
    }

    private static void Measure(string name, byte[][] batches)
    {
        using StudentModule network = SampleNetwork.Create(name, batches[0]);
        byte[] model = StudentOnnx.Write(network, SampleNetwork.Spec);
        using var wide = new BatchSession(model, new OnnxDevice());
        using var bytes = new BatchSession(OnnxVariant.Of(model, new OnnxExportOptions { Input = OnnxInput.Bytes }), new OnnxDevice());
        using var half = new BatchSession(
            OnnxVariant.Of(model, new OnnxExportOptions { Input = OnnxInput.Bytes, HalfPrecision = true }), new OnnxDevice());
        float[] differences = new float[3];
        int[] same = new int[3];
        foreach (byte[] batch in batches)
        {
            float[] expected = Expected(network, batch, out float[] planar);
            BatchScores[] found = [wide.Run(planar, Batch), bytes.Run(batch, Batch), half.Run(batch, Batch)];
            for (int form = 0; form < found.Length; form++)
            {
                differences[form] =
                    Math.Max(differences[form], expected.Zip(found[form].Scores, (one, other) => Math.Abs(one - other)).Max());
                same[form] += Enumerable.Range(0, Batch).Count(row => Label(expected, row) == found[form].Labels[row]);
            }
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {differences[0]:0.0E+0} | {differences[1]:0.0E+0} | {differences[2]:0.0E+0} | {same[1]} | {same[2]} |"));
    }

    private static float[] Expected(StudentModule network, byte[] batch, out float[] planar)
    {
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        planar = [.. tensor(
            batch).reshape(-1, TestImages.Side, TestImages.Side, 3).permute(0, 3, 1, 2).to(ScalarType.Float32).contiguous().data<float>()];
        return [.. network.forward(SampleNetwork.Normalised(batch)).Logits.softmax(1).contiguous().data<float>()];
    }

    private static int Label(float[] probabilities, int row)
    {
        ReadOnlySpan<float> mine = probabilities.AsSpan(row * SampleNetwork.Classes.Length, SampleNetwork.Classes.Length);
        int best = 0;
        for (int k = 1; k < mine.Length; k++)
        {
            if (mine[k] > mine[best])
                best = k;
        }
        return best;
    }
}
