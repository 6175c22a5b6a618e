using System.Collections.Concurrent;
using AfdMlNet.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AfdMlNet.Convolutions;

/// <summary>
/// Whether oneDNN computes a convolution right here: it is tried, with its gradients, on memory full of NaN, and compared with double
/// precision.
/// </summary>
internal static class ConvolutionTrial
{
    // Single precision is off by a millionth or two, a wrong convolution by a hundredth and more.
    private const double Tolerance = 1e-4;
    private const long Poisoned = 4 << 20;
    private const long SeveralImages = 2, PixelsTried = 512;

    private static readonly Lock _trying = new();
    private static readonly ConcurrentDictionary<ConvolutionShape, bool> _verdicts = new();

    /// <summary>What has been tried in this process, and whether it is right.</summary>
    public static IReadOnlyDictionary<ConvolutionShape, bool> Verdicts => _verdicts;

    /// <summary>The verdicts in a sentence; empty where nothing was tried.</summary>
    public static string Summary => Text(_verdicts.Count, Wrong);

    /// <summary>The shapes that were wrong, in words.</summary>
    public static IReadOnlyList<string> Wrong =>
        [.. _verdicts.Where(verdict => !verdict.Value).Select(verdict => verdict.Key.ToString()).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A process's verdicts in a sentence.</summary>
    /// <param name="shapes">How many were tried.</param>
    /// <param name="wrong">Those that were wrong.</param>
    public static string Text(int shapes, IReadOnlyList<string> wrong) => (shapes, wrong.Count) switch
    {
        (0, _) => "",
        (_, 0) => FormattableString.Invariant($"{shapes} shapes of convolutions tried, all right in oneDNN"),
        _ => FormattableString.Invariant($"{shapes} shapes of convolutions tried, {wrong.Count} wrong in oneDNN ")
            + "and run as matrix products: " + string.Join("; ", wrong),
    };

    /// <summary>Whether it is right in channels-last memory. Each shape is tried once, at the batch that it has.</summary>
    public static bool IsSound(ConvolutionShape shape)
    {
        // With AVX-512 the first write where they must not: they are not even to be tried.
        if (shape.IsOfPickedPixels || shape.IsOfOneChannel || shape.IsDilatedInGroups)
            return false;
        if (_verdicts.TryGetValue(shape, out bool known))
            return known;
        lock (_trying)
            return _verdicts.GetOrAdd(shape, tried => LargestError(tried, ChannelsLast.Of) < Tolerance);
    }

    /// <summary><see cref="DoublePrecision.Error"/> of the result and both gradients, the largest.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="order">Brings a map to the order of memory that is tried.</param>
    public static double LargestError(ConvolutionShape shape, Func<Tensor, Tensor> order)
    {
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        // Not torch's generator, from which weights are drawn.
        var random = new Random(1);
        // A batch of a few images again and again: all of it is tried, and double precision is only needed for the few.
        long few = Math.Min(shape.Batch, Math.Max(SeveralImages, PixelsTried / Math.Max(1, shape.Result.Height * shape.Result.Width)));
        long[] places = [.. Enumerable.Range(0, (int)shape.Batch).Select(image => image % few)];
        Tensor all = tensor(places);
        Tensor images = Noise(random, few, shape.Input, shape.Map.Item1, shape.Map.Item2);
        Tensor weight = Noise(random, shape.Output, shape.Input / shape.Groups, shape.Kernel.Item1, shape.Kernel.Item2);
        Tensor direction = Noise(random, few, shape.Output, shape.Result.Height, shape.Result.Width);

        Tensor exactMap = images.to(ScalarType.Float64).requires_grad_();
        Tensor exactWeight = weight.to(ScalarType.Float64).requires_grad_();
        // A convolution in double precision asks for NNPACK, which complains on the console where the processor has none for it.
        Tensor exact = ConvolutionProduct.Of(shape with { Batch = few }, exactWeight, null, exactMap);
        Tensor exactDirection = direction.to(ScalarType.Float64);
        Tensor exactMapGradient = autograd.grad([exact], [exactMap], [exactDirection], retain_graph: true)[0];
        Tensor times = tensor(places.CountBy(place => place).Select(count => (double)count.Value).ToArray()).view(-1, 1, 1, 1);
        Tensor exactWeightGradient = autograd.grad([exact], [exactWeight], [exactDirection * times])[0];
        HeededStop.ThrowIfAsked();

        Tensor map = order(images.index_select(0, all)).detach().requires_grad_();
        weight.requires_grad_();
        Tensor result;
        using (PoisonedMemory.Fill(Poisoned))
            result = OneDnn(shape, map, weight);
        HeededStop.ThrowIfAsked();
        IList<Tensor> gradients;
        using (PoisonedMemory.Fill(Poisoned))
            gradients = autograd.grad([result], [map, weight], [direction.index_select(0, all)]);
        return new[]
        {
            DoublePrecision.Error(exact.index_select(0, all), result),
            DoublePrecision.Error(exactMapGradient.index_select(0, all), gradients[0]),
            DoublePrecision.Error(exactWeightGradient, gradients[1]),
        }.Max();
    }

    private static Tensor OneDnn(ConvolutionShape shape, Tensor map, Tensor weight) =>
        conv2d(map, weight, null, Pair(shape.Stride), Pair(shape.Padding), Pair(shape.Dilation), shape.Groups);

    private static Tensor Noise(Random random, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, length) => product * length)];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() * 2 - 1;
        return tensor(values).view(shape);
    }

    private static long[] Pair((long, long) lengths) => [lengths.Item1, lengths.Item2];
}
