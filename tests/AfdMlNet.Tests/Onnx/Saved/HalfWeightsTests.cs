using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using AfdMlNet.Tests.Networks;
using Onnx;

namespace AfdMlNet.Tests.Onnx;

[TestClass]
public sealed class HalfWeightsTests
{
    private const int Side = 32;
    private const int Images = 5;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("resnet8")]
    [DataRow("wrn10-1")]
    [DataRow("mobilenetv2-w35")]
    public void Of_AnyNetwork_ScoresNearlyAlike(string network)
    {
        byte[] model = Written(network);

        byte[] half = HalfWeights.Of(model);

        GraphChecker.Check(half);
        AssertNear(Probabilities(model), Probabilities(half), 0.005f);
    }

    [TestMethod]
    public void Of_LargeNetwork_IsHalfTheSize()
    {
        byte[] model = Written("resnet18");
        byte[] half = HalfWeights.Of(model);
        Assert.IsLessThan(0.51 * model.Length, half.Length);
        Assert.IsLessThan(100_000, GraphSize.BesideWeights(half));
    }

    [TestMethod]
    public void Of_EnsembleAndOtherForms_ScoreAlike()
    {
        byte[] half = HalfWeights.Of(Written("resnet8"));

        byte[] twice = EnsembleGraph.From([half, half]);
        byte[] narrow = OnnxVariant.Of(half, new OnnxExportOptions { HalfPrecision = true, Opset = 20 });

        GraphChecker.Check(twice);
        GraphChecker.Check(narrow);
        AssertNear(Probabilities(half), Probabilities(twice), 1e-5f);
        AssertNear(Probabilities(half), Probabilities(narrow), 0.02f);
    }

    [TestMethod]
    public void Of_WeightsBeyondTheRange_KeepsThemWide()
    {
        using StudentModule student = Students.Create("resnet8");
        using (TorchSharp.torch.no_grad())
            student.Classifier.weight.fill_(70_000);
        byte[] model = StudentOnnx.Write(student, Parity.Spec(Side, Side, 3, 10));

        GraphProto half = ModelProto.Parser.ParseFrom(HalfWeights.Of(model)).Graph;

        TensorProto[] wide = [.. half.Initializer.Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Float)];
        Assert.Contains(tensor => tensor.Dims.SequenceEqual([10L, 64L]), wide);
        Assert.Contains(node => node.OpType == "Cast", half.Node, "The others are narrow.");
    }

    private static byte[] Written(string network)
    {
        using StudentModule student = Students.Trained(Students.Create(network));
        return StudentOnnx.Write(student, Parity.Spec(Side, Side, 3, 10));
    }

    private static float[] Probabilities(byte[] model)
    {
        var random = new Random(3);
        float[] pixels = [.. Enumerable.Range(0, Images * 3 * Side * Side).Select(_ => (float)random.Next(256))];
        using var session = new BatchSession(model, new OnnxDevice());
        return session.Run(pixels, Images).Scores;
    }

    private void AssertNear(float[] expected, float[] found, float tolerance)
    {
        float difference = expected.Zip(found, (one, other) => Math.Abs(one - other)).Max();
        TestContext.WriteLine($"{difference:E2}");
        Assert.IsLessThanOrEqualTo(tolerance, difference);
    }
}
