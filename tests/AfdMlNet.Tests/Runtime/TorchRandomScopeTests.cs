using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class TorchRandomScopeTests
{
    [TestMethod]
    public void Scope_Disposed_LeavesTheGeneratorAsItWas()
    {
        using Tensor before = get_rng_state();

        _ = Weights(1);

        using Tensor after = get_rng_state();
        Assert.IsTrue(before.Equals(after));
    }

    [TestMethod]
    public void Scope_BodyThrows_LeavesTheGeneratorAsItWas()
    {
        using Tensor before = get_rng_state();

        Assert.ThrowsExactly<NotSupportedException>(() =>
        {
            using var scope = new TorchRandomScope(1);
            _ = Draw();
            throw new NotSupportedException();
        });

        using Tensor after = get_rng_state();
        Assert.IsTrue(before.Equals(after));
    }

    [TestMethod]
    public void Scope_SameSeed_SameWeights() => CollectionAssert.AreEqual(Weights(7), Weights(7));

    [TestMethod]
    public void Scope_OtherSeed_OtherWeights() => CollectionAssert.AreNotEqual(Weights(7), Weights(8));

    [TestMethod]
    public void Scope_Nested_OuterGoesOn()
    {
        float[] straight;
        using (new TorchRandomScope(5))
            straight = [Draw(), Draw()];

        using var outer = new TorchRandomScope(5);
        float first = Draw();
        _ = Weights(6);

        CollectionAssert.AreEqual(straight, new[] { first, Draw() });
    }

    [TestMethod]
    public void Scope_InsideADisposeScopeThatEndsFirst_StillRestores()
    {
        using Tensor before = get_rng_state();
        TorchRandomScope random;
        using (NewDisposeScope())
            random = new TorchRandomScope(3);
        _ = Draw();

        random.Dispose();

        using Tensor after = get_rng_state();
        Assert.IsTrue(before.Equals(after));
    }

    [TestMethod]
    public void Scope_TwoThreads_DoNotMix()
    {
        float[] expected = Weights(11);
        using var together = new Barrier(2);
        var results = new float[2][][];

        Thread[] threads = [.. Enumerable.Range(0, 2).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            results[number] = [.. Enumerable.Range(0, 50).Select(_ => Weights(11))];
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        foreach (float[] weights in results.SelectMany(result => result))
            CollectionAssert.AreEqual(expected, weights);
    }

    private static float[] Weights(long seed)
    {
        using var scope = new TorchRandomScope(seed);
        using var first = nn.Linear(4, 3);
        using var second = nn.Conv2d(3, 4, 3);
        return [.. first.weight!.data<float>(), .. second.weight!.data<float>()];
    }

    private static float Draw()
    {
        using Tensor number = rand(1);
        return number.item<float>();
    }
}
