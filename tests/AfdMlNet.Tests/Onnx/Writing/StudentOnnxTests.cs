using System.Text.Json;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Networks;
using Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Onnx;

/// <summary>What the file says, and what writing it leaves behind.</summary>
[TestClass]
public sealed class StudentOnnxTests
{
    [TestMethod]
    public void Export_OfAResNet_FoldsEveryBatchNorm()
    {
        using StudentModule student = Students.Create("resnet20");
        GraphProto graph = GraphChecker.Check(StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 10))).Graph;
        Dictionary<string, int> operators = graph.Node.CountBy(node => node.OpType).ToDictionary();
        Assert.AreEqual(21, operators["Conv"]);
        Assert.AreEqual(19, operators["Relu"]);
        Assert.AreEqual(9, operators["Add"]);
        Assert.DoesNotContain("BatchNormalization", operators.Keys);
        Assert.Contains("layer2.0.downsample.0.weight", graph.Initializer.Select(tensor => tensor.Name));
    }

    [TestMethod]
    public void Export_Metadata_SaysAllThatScoringNeeds()
    {
        using StudentModule student = Students.Create("resnet8", classes: 3);
        OnnxModelSpec spec = Parity.Spec(30, 20, 3, 3) with
        {
            ClassNames = ["Äpfel \"rot\"", "", "🍐"],
            Metadata = new Dictionary<string, string> { ["run"] = "größe" },
        };
        ModelProto model = ModelProto.Parser.ParseFrom(StudentOnnx.Write(student, spec));
        Dictionary<string, string> metadata = model.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);

        CollectionAssert.AreEqual(spec.ClassNames.ToArray(), JsonSerializer.Deserialize<string[]>(metadata[OnnxNames.ClassNames]));
        CollectionAssert.AreEqual(spec.Mean, JsonSerializer.Deserialize<float[]>(metadata[OnnxNames.Mean]));
        CollectionAssert.AreEqual(spec.StandardDeviation, JsonSerializer.Deserialize<float[]>(metadata[OnnxNames.StandardDeviation]));
        Assert.AreEqual("30x20x3", metadata[OnnxNames.InputShape]);
        Assert.AreEqual("NCHW", metadata[OnnxNames.Layout]);
        Assert.AreEqual("größe", metadata["run"]);
        Assert.AreEqual("AfdMlNet", model.ProducerName);
        Assert.AreEqual("resnet8", model.Graph.Name);
        Assert.AreEqual(8, model.IrVersion);
        Assert.AreEqual(17, model.OpsetImport.Single().Version);
    }

    [TestMethod]
    public void Export_OfOneNetworkTwice_GivesTheSameBytes()
    {
        using StudentModule student = Students.Create("wrn10-1");
        CollectionAssert.AreEqual(
            StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 10)), StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 10)));
    }

    [TestMethod]
    public void Export_OfANetworkInTraining_LeavesItsModesAsTheyWere()
    {
        using StudentModule student = Students.Create("resnet8");
        student.train();
        BatchNorm2d frozen = student.modules().OfType<BatchNorm2d>().First();
        frozen.eval();
        StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 10));
        Assert.IsTrue(student.training);
        Assert.IsFalse(frozen.training);
        Assert.IsTrue(student.modules().Where(module => module != frozen).All(module => module.training));
        Assert.IsTrue(student.parameters().All(parameter => parameter.requires_grad));
    }

    [TestMethod]
    public void Export_OfALayerUsedTwice_HasItsWeightsOnce()
    {
        using var student = new BranchingNetwork(3, 4);
        GraphProto graph = ModelProto.Parser.ParseFrom(StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 4))).Graph;
        Assert.AreEqual(2, graph.Node.Count(node => node.Input.Contains("_twice.weight")));
    }

    [TestMethod]
    public void Export_WithASpecificationThatDoesNotFit_IsRefused()
    {
        using StudentModule student = Students.Create("resnet8");
        OnnxModelSpec spec = Parity.Spec(32, 32, 3, 10);
        foreach (OnnxModelSpec wrong in (OnnxModelSpec[])[
            spec with { ClassNames = ["one"] },
            spec with { Mean = [1] },
            spec with { StandardDeviation = [1, 0, 1] },
            spec with { Metadata = new Dictionary<string, string> { [OnnxNames.Layout] = "NCHW" } }])
        {
            Assert.ThrowsExactly<ArgumentException>(() => StudentOnnx.Write(student, wrong));
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentOnnx.Write(student, spec with { Opset = 12 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentOnnx.Write(student, spec with { Opset = 23 }));
    }

    [TestMethod]
    public void Layers_WithoutAnOnnxForm_SaySo()
    {
        using Conv2d reflecting = nn.Conv2d(3, 3, 3, padding: 1, padding_mode: TorchSharp.PaddingModes.Reflect);
        using BatchNorm2d stateless = nn.BatchNorm2d(3, track_running_stats: false);
        using StudentModule student = Students.Create("resnet8");
        var layers = new OnnxLayers(new OnnxGraphWriter("none"), student);
        Assert.ThrowsExactly<NotSupportedException>(() => layers.Convolution("image", reflecting));
        Assert.ThrowsExactly<NotSupportedException>(() => layers.Normalization("image", stateless));
    }
}
