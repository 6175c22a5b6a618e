using AfdMlNet.Runtime;
using Mono.Cecil;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Runtime;

/// <summary>
/// What TorchSharp makes of a number lives as long as it pleases the garbage collector, though native code may be reading it: a training of
/// hours ended by "argument alpha must not be a floating point number" of a sum whose alpha was 1. That cannot be provoked at will, so the
/// code itself is read.
/// </summary>
[TestClass]
public sealed class TensorMathTests
{
    [TestMethod]
    public void Library_CallsNothingOfTorchSharpThatMakesAScalarOnItsOwn()
    {
        using ModuleDefinition torch = ModuleDefinition.ReadModule(typeof(Tensor).Assembly.Location);
        HashSet<string> makers = MakersOfScalars(torch);
        // Or the search found nothing.
        Assert.Contains(
            "TorchSharp.torch/Tensor TorchSharp.torch/Tensor::op_Addition(TorchSharp.torch/Tensor,TorchSharp.torch/Tensor)", makers);
        Assert.Contains("TorchSharp.torch/Tensor TorchSharp.Modules.BatchNorm::forward(TorchSharp.torch/Tensor)", makers);

        string[] calls = [.. new[] { typeof(AdversarialDistillationTrainer).Assembly, typeof(AfdMlNet.Mpi.MpiGroup).Assembly }
            .SelectMany(assembly => CallsOf(assembly.Location, makers))];

        Assert.IsEmpty(calls, $"Use {nameof(TensorMath)}:\n{string.Join('\n', calls)}");
    }

    [TestMethod]
    public void Arithmetic_OfTensorMaths_IsTorchSharpsOwn()
    {
        using var scope = NewDisposeScope();
        (Tensor x, Tensor y) = (randn(20), randn(20));
        using Scalar number = 0.3.ToScalar();

        AssertSame(x + y, x.Plus(y));
        AssertSame(1 - x, TensorMath.OneMinus(x));
        AssertSame(x.square(), x.Squared());
        AssertSame(x + y, x.clone().PlusInPlace(y));
        AssertSame(x + 0.3, x.clone().PlusInPlace(number));
        AssertSame(x * 0.3, TensorMath.With(0.3, x.mul));
        Tensor counted = tensor(41L);
        TensorMath.CountOne(counted);
        Assert.AreEqual(42, counted.item<long>());
    }

    private static void AssertSame(Tensor expected, Tensor actual) => Assert.IsTrue(expected.equal(actual).all().item<bool>());

    /// <summary>The methods that turn a number into a scalar, and those that call one that does.</summary>
    private static HashSet<string> MakersOfScalars(ModuleDefinition torch)
    {
        (string Name, string[] Calls)[] methods =
        [
            .. torch.GetTypes()
                .Where(type => type.FullName != typeof(Scalar).FullName)
                .SelectMany(type => type.Methods)
                .Where(method => method.HasBody)
                .Select(method => (method.FullName, Calls(method).Select(call => call.FullName).ToArray())),
        ];
        HashSet<string> makers = [.. methods.SelectMany(method => method.Calls)
            .Where(call => call.Contains("TorchSharp.Scalar::op_Implicit", StringComparison.Ordinal)
                || call.Contains("::ToScalar(", StringComparison.Ordinal))];
        HashSet<string> found = [];
        for (int before = -1; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(methods.Where(method => method.Calls.Any(call => makers.Contains(call) || found.Contains(call)))
                .Select(method => method.Name));
        }

        // A scalar that is made in sight can be kept.
        found.UnionWith(makers.Where(maker => maker.Contains("op_Implicit", StringComparison.Ordinal)));
        return found;
    }

    private static IEnumerable<string> CallsOf(string assembly, HashSet<string> makers)
    {
        using ModuleDefinition own = ModuleDefinition.ReadModule(assembly);
        return [.. own.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => Calls(method)
                .Where(call => makers.Contains(call.FullName))
                .Select(call => $"{method.FullName} calls {call.FullName}"))];
    }

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) =>
        method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>();
}
