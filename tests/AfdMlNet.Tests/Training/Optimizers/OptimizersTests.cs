using AfdMlNet.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

/// <summary>Our optimizers are TorchSharp's, bit for bit, and survive garbage collections.</summary>
[TestClass]
public sealed class OptimizersTests
{
    [TestMethod]
    [DataRow(0.9, 1e-4)]
    [DataRow(0.9, 0)]
    [DataRow(0, 0.01)]
    public void Sgd_SomeSteps_EqualsTorchSharps(double momentum, double decay) => AssertAlike(
        own => new CheckpointedSgd(own, 0.1, momentum, decay), stock => optim.SGD(stock, 0.1, momentum, weight_decay: decay));

    [TestMethod]
    [DataRow(0.1)]
    [DataRow(0)]
    public void Adam_SomeSteps_EqualsTorchSharps(double decay) => AssertAlike(
        own => new CheckpointedAdam(own, 2e-3, decay, coupled: true), stock => optim.Adam(stock, 2e-3, 0.9, 0.999, weight_decay: decay));

    [TestMethod]
    [DataRow(0.1)]
    [DataRow(0)]
    public void AdamDecoupled_SomeSteps_EqualsTorchSharps(double decay) => AssertAlike(
        own => new CheckpointedAdam(own, 2e-3, decay, coupled: false), stock => optim.AdamW(stock, 2e-3, 0.9, 0.999, weight_decay: decay));

    /// <summary>TorchSharp's own optimizers fail here within some thousand steps: a scalar is freed while native code reads it.</summary>
    [TestMethod]
    public void Step_WhileGarbageIsCollected_StaysTheSame()
    {
        const int Steps = 3000;
        float[] quiet = Run(Steps);
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                GC.Collect(0);
        });
        collector.Start();
        float[] disturbed;
        try
        {
            disturbed = Run(Steps);
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }

        CollectionAssert.AreEqual(quiet, disturbed);
    }

    private static float[] Run(int steps)
    {
        using var scope = NewDisposeScope();
        using Parameter weight = Weights(1)[0];
        using Optimizer optimizer = new(weight);
        for (int i = 0; i < steps; i++)
            optimizer.Step(weight);
        return [.. weight.data<float>()];
    }

    private static void AssertAlike(
        Func<IReadOnlyList<Parameter>, optim.Optimizer> own, Func<IReadOnlyList<Parameter>, optim.Optimizer> stock)
    {
        using var scope = NewDisposeScope();
        (Parameter[] ours, Parameter[] theirs) = (Weights(3), Weights(3));
        using optim.Optimizer first = own(ours);
        using optim.Optimizer second = stock(theirs);
        for (int step = 0; step < 5; step++)
        {
            for (int i = 0; i < ours.Length; i++)
            {
                using Tensor gradient = Random(10 * step + i);
                ours[i].grad = gradient.clone();
                theirs[i].grad = gradient.clone();
            }

            first.step();
            second.step();
        }

        for (int i = 0; i < ours.Length; i++)
            CollectionAssert.AreEqual(theirs[i].data<float>().ToArray(), ours[i].data<float>().ToArray());
    }

    private static Parameter[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => new Parameter(Random(100 + i)))];

    private static Tensor Random(int seed)
    {
        using var generator = new Generator((ulong)seed, CPU);
        return randn([4, 3], generator: generator);
    }

    /// <summary>Both kinds on one weight.</summary>
    private sealed class Optimizer(Parameter weight) : IDisposable
    {
        private readonly CheckpointedSgd _sgd = new([weight], 1e-3, 0.9, 1e-4);
        private readonly CheckpointedAdam _adam = new([weight], 1e-4, 0.1, coupled: true);

        public void Step(Parameter parameter)
        {
            using var scope = NewDisposeScope();
            parameter.grad = ones_like(parameter);
            _sgd.step();
            _adam.step();
        }

        public void Dispose()
        {
            _sgd.Dispose();
            _adam.Dispose();
        }
    }
}
