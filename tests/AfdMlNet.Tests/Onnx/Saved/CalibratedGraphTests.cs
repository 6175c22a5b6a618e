using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Networks;
using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Tests.Onnx;

[TestClass]
public sealed class CalibratedGraphTests
{
    private const double Temperature = 2.5;

    private static readonly int[] _shape = [3, 3, 16, 16];

    [TestMethod]
    public void Apply_ToANetwork_DividesLogitsAndKeepsLabels() => AssertDivided(Written());

    [TestMethod]
    public void Apply_ToAnEnsemble_DividesLogitsAndKeepsLabels() => AssertDivided(EnsembleGraph.From([Written(), Written()]));

    [TestMethod]
    public void Apply_Twice_IsOneTemperature()
    {
        byte[] model = Written();
        byte[] twice = Calibrated(Calibrated(model, 5), 0.5);
        Assert.AreEqual(ModelProto.Parser.ParseFrom(Calibrated(model, 2.5)), ModelProto.Parser.ParseFrom(twice));
        Assert.AreEqual("2.5", OnnxMetadata.Read(ModelProto.Parser.ParseFrom(twice), OnnxNames.Temperature));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Apply_InASavedModelsGraph_IsTheSameModel(bool isEnsemble)
    {
        byte[] model = isEnsemble ? EnsembleGraph.From([Written(), Written()]) : Written();
        ModelProto row = ModelProto.Parser.ParseFrom(RowGraph.From(model, "Pixels", "Score", "Index", ["a", "b", "c", "d"]));
        CalibratedGraph.Apply(row, Temperature, RowGraph.Inside);
        ModelProto back = GraphChecker.Check(PortableGraph.From(row.ToByteArray()));
        Assert.AreEqual(ModelProto.Parser.ParseFrom(Calibrated(model, Temperature)), back);
    }

    [TestMethod]
    public void Apply_ThenHalfPrecision_StillDividesInFull()
    {
        byte[] model = Calibrated(Written(), Temperature);
        byte[] half = OnnxVariant.Of(model, new OnnxExportOptions { HalfPrecision = true });
        GraphChecker.Check(half);
        float[] pixels = Parity.Pixels(3 * 3 * 16 * 16);
        OnnxRun full = OnnxRun.Of(model, pixels, _shape), narrow = OnnxRun.Of(half, pixels, _shape);
        for (int i = 0; i < full.Probabilities.Length; i++)
            Assert.AreEqual(full.Probabilities[i], narrow.Probabilities[i], 0.02);
    }

    private static void AssertDivided(byte[] model)
    {
        byte[] calibrated = Calibrated(model, Temperature);
        GraphChecker.Check(calibrated);
        float[] pixels = Parity.Pixels(3 * 3 * 16 * 16);
        OnnxRun before = OnnxRun.Of(model, pixels, _shape), after = OnnxRun.Of(calibrated, pixels, _shape);
        CollectionAssert.AreEqual(before.Labels, after.Labels);
        for (int row = 0; row < 3; row++)
        {
            double sum = before.Logits[(row * 4)..(row * 4 + 4)].Sum(logit => Math.Exp(logit / Temperature));
            for (int i = row * 4; i < row * 4 + 4; i++)
            {
                Assert.AreEqual(before.Logits[i] / Temperature, after.Logits[i], 1e-5);
                Assert.AreEqual(Math.Exp(before.Logits[i] / Temperature) / sum, after.Probabilities[i], 1e-5);
            }
        }
    }

    private static byte[] Calibrated(byte[] model, double temperature)
    {
        ModelProto read = ModelProto.Parser.ParseFrom(model);
        CalibratedGraph.Apply(read, temperature);
        return read.ToByteArray();
    }

    private static byte[] Written()
    {
        using StudentModule student = Students.Trained(Students.Create("resnet8", classes: 4));
        return StudentOnnx.Write(student, Parity.Spec(16, 16, 3, 4));
    }
}
