using AfdMlNet.Convolutions;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class OwnNetworkTests
{
    private const int Classes = 3;
    private const int Side = 8;

    [TestMethod]
    [DataRow((int)Calls.Layers)]
    [DataRow((int)Calls.Hooked)]
    public void Training_FiveStepsOnPoisonedMemory_HasTheLossesOfDoublePrecision(int calls)
    {
        double[] exact = Losses((Calls)calls, ScalarType.Float64);

        double[] losses = Losses((Calls)calls, ScalarType.Float32);

        for (int step = 0; step < exact.Length; step++)
            Assert.AreEqual(exact[step], losses[step], 1e-4, $"step {step + 1}");
    }

    [TestMethod]
    [DataRow((int)Calls.Layers)]
    [DataRow((int)Calls.Hooked)]
    public void Trial_ConvolutionsAreGuarded_IsPassed(int calls) => Assert.IsNull(Trial((Calls)calls));

    [TestMethod]
    public void Trial_ConvolutionThatNoHookSees_SaysWhatToDoWhereItIsWrong()
    {
        // Where oneDNN clears the padding, nothing is wrong with it.
        ConvolutionShape mix = new(2, 12, 5, (Side, Side), (3, 3), (1, 1), (1, 1), (1, 1), 1, get_num_threads());
        if (ConvolutionTrial.LargestError(mix, map => map.contiguous().flatten().view(map.shape)) < 1e-4)
            Assert.Inconclusive("libtorch is right here in contiguous memory.");

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Trial(Calls.Unseen));

        Assert.StartsWith("joining does not compute what it does in double precision", error.Message);
        Assert.Contains("Call layers.Convolution(map, layer)", error.Message);
    }

    private static string? Trial(Calls calls)
    {
        using StudentModule network = Network(calls);
        using StudentModule copy = Network(calls);
        return NetworkTrial.Run("joining", network, copy, new ImageShape(Side, Side));
    }

    private static StudentModule Network(Calls calls)
    {
        manual_seed(1);
        StudentModule network = new JoiningNetwork(calls).Create(3, Classes);
        ConvolutionHooks.Install(network);
        return network;
    }

    private static double[] Losses(Calls calls, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using StudentModule network = Network(calls).to(type);
        using var optimizer = optim.SGD(network.parameters(), 0.1, momentum: 0.9);
        manual_seed(2);
        var losses = new double[5];
        for (int step = 0; step < losses.Length; step++)
        {
            Tensor images = randn(7, Side, Side, 3).permute(0, 3, 1, 2).to(type);
            Tensor labels = randint(0, Classes, [7]).to(ScalarType.Int64);
            using PoisonedMemory forward = PoisonedMemory.Fill(4 << 20);
            Tensor loss = nn.functional.cross_entropy(network.forward(images).Logits, labels);
            optimizer.zero_grad();
            using PoisonedMemory backward = PoisonedMemory.Fill(4 << 20);
            loss.backward();
            optimizer.step();
            losses[step] = loss.to(ScalarType.Float64).item<double>();
        }

        return losses;
    }
}
