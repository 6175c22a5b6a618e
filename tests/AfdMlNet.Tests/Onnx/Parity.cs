using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Onnx;

/// <summary>The exported model against the network it comes from.</summary>
internal static class Parity
{
    /// <summary>Largest difference of a logit, where the largest logit counts as 1 if it is above 1.</summary>
    public const double Tolerance = 1e-4;

    public static OnnxModelSpec Spec(int width, int height, int channels, int classes, int opset = 17, bool interleaved = false) => new(
        new ImageShape(width, height, channels),
        channels == 1 ? [120.7f] : [129.3f, 124.1f, 112.4f],
        channels == 1 ? [64.2f] : [68.2f, 65.4f, 70.4f],
        [.. Enumerable.Range(0, classes).Select(index => $"class {index}")],
        new Dictionary<string, string>(),
        opset,
        interleaved);

    /// <summary>Random pixels from 0 to 255.</summary>
    public static float[] Pixels(int count) => [.. rand(count).mul(255).round().data<float>()];

    /// <summary>The difference, relative to the largest logit where that is above 1.</summary>
    /// <param name="student">The network.</param>
    /// <param name="spec">What it is written with.</param>
    /// <param name="pixels">N x C x H x W, or N x H x W x C for an interleaved model.</param>
    public static double Difference(StudentModule student, OnnxModelSpec spec, float[] pixels)
    {
        byte[] model = StudentOnnx.Write(student, spec);
        GraphChecker.Check(model);
        int count = pixels.Length / spec.Input.Length;
        int[] shape = spec.Interleaved
            ? [count, spec.Input.Height, spec.Input.Width, spec.Input.Channels]
            : [count, spec.Input.Channels, spec.Input.Height, spec.Input.Width];
        OnnxRun run = OnnxRun.Of(model, pixels, shape);

        float[] logits = Logits(student, spec, pixels, shape);
        double difference = logits.Zip(run.Logits, (one, other) => Math.Abs(one - other)).Max();
        AssertConsistent(run, spec.ClassNames.Count);
        return difference / Math.Max(1, logits.Max(Math.Abs));
    }

    public static float[] Logits(StudentModule student, OnnxModelSpec spec, float[] pixels, int[] shape)
    {
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        Tensor images = tensor(pixels).reshape([.. shape.Select(side => (long)side)]);
        if (spec.Interleaved)
            images = images.permute(0, 3, 1, 2);
        Tensor mean = tensor(spec.Mean).reshape(1, -1, 1, 1), deviation = tensor(spec.StandardDeviation).reshape(1, -1, 1, 1);
        student.eval();
        return [.. student.forward(images.sub(mean).div(deviation)).Logits.contiguous().data<float>()];
    }

    private static void AssertConsistent(OnnxRun run, int classes)
    {
        for (int row = 0; row < run.Labels.Length; row++)
        {
            float[] logits = run.Logits[(row * classes)..((row + 1) * classes)];
            float[] probabilities = run.Probabilities[(row * classes)..((row + 1) * classes)];
            Assert.AreEqual(logits.IndexOf(logits.Max()), (int)run.Labels[row]);
            Assert.AreEqual(1, probabilities.Sum(), 1e-5);
            double sum = logits.Sum(logit => Math.Exp(logit - logits.Max()));
            for (int k = 0; k < classes; k++)
                Assert.AreEqual(Math.Exp(logits[k] - logits.Max()) / sum, probabilities[k], 1e-5);
        }
    }
}
