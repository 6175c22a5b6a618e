using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Networks;
using Onnx;

namespace AfdMlNet.Tests.Onnx;

[TestClass]
public sealed class EnsembleGraphTests
{
    private static readonly int[] _shape = [4, 3, 32, 32];

    [TestMethod]
    public void Ensemble_OfThreeStudents_AveragesTheirProbabilities()
    {
        byte[][] models = [.. ((string[])["resnet8", "wrn10-1", "resnet8"]).Select(Written)];
        float[] pixels = Parity.Pixels(4 * 3 * 32 * 32);
        byte[] ensemble = EnsembleGraph.From(models);
        GraphChecker.Check(ensemble);

        OnnxRun[] each = [.. models.Select(model => OnnxRun.Of(model, pixels, _shape))];
        OnnxRun together = OnnxRun.Of(ensemble, pixels, _shape);
        for (int i = 0; i < together.Probabilities.Length; i++)
        {
            double mean = each.Average(run => run.Probabilities[i]);
            Assert.AreEqual(mean, together.Probabilities[i], 1e-6);
            Assert.AreEqual(Math.Log(mean), together.Logits[i], 1e-4);
        }
        for (int row = 0; row < 4; row++)
        {
            float[] probabilities = together.Probabilities[(row * 10)..((row + 1) * 10)];
            Assert.AreEqual(probabilities.IndexOf(probabilities.Max()), (int)together.Labels[row]);
        }
    }

    [TestMethod]
    public void Ensemble_OfOneStudent_ScoresAsItDoes()
    {
        byte[] model = Written("resnet8", 0);
        float[] pixels = Parity.Pixels(4 * 3 * 32 * 32);
        OnnxRun alone = OnnxRun.Of(model, pixels, _shape), together = OnnxRun.Of(EnsembleGraph.From([model]), pixels, _shape);
        CollectionAssert.AreEqual(alone.Probabilities, together.Probabilities);
        CollectionAssert.AreEqual(alone.Labels, together.Labels);
    }

    [TestMethod]
    public void Ensemble_Metadata_IsWhatAllAgreeOn()
    {
        OnnxModelSpec spec = Parity.Spec(32, 32, 3, 10);
        using StudentModule student = Students.Create("resnet8");
        byte[][] models = [.. ((string[])["a", "b"]).Select(name =>
            StudentOnnx.Write(student, spec with { Metadata = new Dictionary<string, string> { ["network"] = name, ["run"] = "1" } }))];
        string[] keys = [.. ModelProto.Parser.ParseFrom(EnsembleGraph.From(models)).MetadataProps.Select(entry => entry.Key)];
        Assert.Contains(OnnxNames.ClassNames, keys);
        Assert.Contains("run", keys);
        Assert.DoesNotContain("network", keys);
    }

    [TestMethod]
    public void Ensemble_OfNoneOrOfDifferentForms_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => EnsembleGraph.From([]));
        using StudentModule student = Students.Create("resnet8");
        byte[] one = StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 10)), other = StudentOnnx.Write(student, Parity.Spec(28, 32, 3, 10));
        Assert.ThrowsExactly<ArgumentException>(() => EnsembleGraph.From([one, other]));
    }

    private static byte[] Written(string name, int seed)
    {
        using StudentModule student = Students.Trained(Students.Create(name, seed: seed));
        return StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 10));
    }
}
