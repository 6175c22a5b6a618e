using System.Buffers.Binary;
using System.IO.Compression;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Cli;
using AfdMlNet.Tests.Networks;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;

namespace AfdMlNet.Tests.Onnx;

/// <summary>The way back from a saved ML.NET model to ONNX.</summary>
[TestClass]
public sealed class SavedModelGraphTests : IDisposable
{
    private const string Entry = "TransformerChain/Transform_001/Model/OnnxModel";
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_WithOptions_IsInTheFormAskedFor()
    {
        string path = TinyModel.Save(_folder["model.zip"]);

        using var session = new InferenceSession(SavedModelGraph.Read(path, new OnnxExportOptions { Input = OnnxInput.Bytes }));

        Assert.AreEqual(typeof(byte), session.InputMetadata["image"].ElementType);
        Assert.ThrowsExactly<ArgumentException>(() => SavedModelGraph.Read(path, new OnnxExportOptions { Opset = 1 }));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void PortableGraph_OfARowGraph_IsTheModelItCameFrom(bool interleaved)
    {
        byte[] model = Written(interleaved);
        byte[] back = PortableGraph.From(Row(model));
        Assert.AreEqual(ModelProto.Parser.ParseFrom(model), GraphChecker.Check(back));
        float[] pixels = Parity.Pixels(3 * 3 * 16 * 16);
        int[] shape = interleaved ? [3, 16, 16, 3] : [3, 3, 16, 16];
        CollectionAssert.AreEqual(OnnxRun.Of(model, pixels, shape).Logits, OnnxRun.Of(back, pixels, shape).Logits);
    }

    [TestMethod]
    public void PortableGraph_OfAnEnsemble_IsTheModelItCameFrom()
    {
        byte[] model = EnsembleGraph.From([Written(), Written()]);
        Assert.AreEqual(ModelProto.Parser.ParseFrom(model), GraphChecker.Check(PortableGraph.From(Row(model))));
    }

    [TestMethod]
    [DataRow("model.zip")]
    [DataRow("model.mlnet")]
    public void Read_ModelThatMlNetSaved_IsWhatExportOnnxWrites(string file)
    {
        TinyModel.Student.ExportOnnx(_folder["student.onnx"]);
        byte[] read = SavedModelGraph.Read(TinyModel.Save(_folder[file]));
        Assert.AreEqual(ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder["student.onnx"])), ModelProto.Parser.ParseFrom(read));
    }

    [TestMethod]
    public void Read_OtherFiles_SaysWhatIsWrong()
    {
        byte[] good = Prefixed(Row(Written()));
        File.WriteAllText(_folder["text.zip"], "no model");
        AssertRefused(_folder["text.zip"], "not a model that ML.NET saved");
        AssertRefused(_folder.Zip("none.zip", ("a.txt", [1])), "no ONNX graph");
        AssertRefused(_folder.Zip("two.zip", (Entry, good), ("b/OnnxModel", good)), "2 ONNX graphs");
        AssertRefused(_folder.Zip("empty.zip", (Entry, [])), "cut off");
        AssertRefused(_folder.Zip("short.zip", (Entry, good[..^1])), "has fewer");
        AssertRefused(_folder.Zip("long.zip", (Entry, [.. good, 0])), "has more");
        AssertRefused(_folder.Zip("negative.zip", (Entry, [255, 255, 255, 255, 1])), "claims -1 bytes");
        AssertRefused(_folder.Zip("huge.zip", (Entry, [255, 255, 255, 127, 1])), "claims 2147483647 bytes");
        AssertRefused(_folder.Zip("garbage.zip", (Entry, Prefixed([1, 2, 3, 4, 5]))), "damaged", "not one of AfdMlNet");
        AssertRefused(_folder.Zip("bare.zip", (Entry, Prefixed(new ModelProto { IrVersion = 8 }.ToByteArray()))), "no graph");
        AssertRefused(_folder.Zip("foreign.zip", (Entry, Prefixed(Written()))), "not one of AfdMlNet");
    }

    [TestMethod]
    public void Calibrate_GraphThatIsNone_IsRefusedAsReadingIs()
    {
        byte[] nodes = new byte[PortableGraph.MaximumStructure + 1];
        foreach (byte[] graph in (byte[][])[[1, 2, 3, 4, 5], [], nodes])
        {
            string path = _folder.Zip($"{graph.Length}.zip", (Entry, Prefixed(graph)));
            using var copy = new MemoryStream();

            var error = Assert.ThrowsExactly<InvalidDataException>(() => SavedModelGraph.Calibrate(path, copy, 2));

            Assert.Contains(path, error.Message);
            Assert.AreEqual(0, copy.Length);
        }
    }

    [TestMethod]
    public void Calibrate_TemperatureNotAboveZero_IsRefused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => SavedModelGraph.Calibrate(_folder["no.zip"], Stream.Null, 0));

    [TestMethod]
    public void Read_GraphWithWhatThisLibraryNeverWrites_SaysWhat()
    {
        AssertForeign("another file", model => model.Graph.Initializer[0].DataLocation = TensorProto.Types.DataLocation.External);
        AssertForeign("another file", model => model.Graph.Node[0].Attribute.Add(new AttributeProto
        {
            T =
            new TensorProto { ExternalData = { new StringStringEntryProto { Key = "location", Value = "/etc/passwd" } } }
        }));
        AssertForeign("graph within the graph", model => model.Graph.Node[0].Attribute.Add(new AttributeProto { G = new GraphProto() }));
        AssertForeign("operator set 'com.example', which ONNX Runtime does not have", model => model.Graph.Node[0].Domain = "com.example");
        AssertForeign("no output", model => model.Graph.Node[0].Output.Clear());
        AssertForeign("one name", model => model.Graph.Initializer.Add(model.Graph.Initializer[0]));
        AssertForeign("operator set", model => model.OpsetImport.Clear());
        AssertForeign("how pixels are scaled", model => OnnxMetadata.Set(model, OnnxNames.PixelScale, "[1]"));
        AssertForeign("how pixels are scaled", model => OnnxMetadata.Set(model, OnnxNames.PixelScale, "[1,\"NaN\"]"));
        AssertForeign("name the classes", model => OnnxMetadata.Set(model, OnnxNames.ClassNames, "[null]"));
        AssertForeign("name the classes", model => OnnxMetadata.Set(model, OnnxNames.ClassNames, "no JSON"));
    }

    [TestMethod]
    public void Read_GraphOfManyNodes_IsRefusedBeforeItIsParsed()
    {
        // Each node takes two bytes here and a hundred times as much once parsed.
        byte[] nodes = [.. Enumerable.Repeat((byte[])[0x0a, 0], 5 << 20).SelectMany(node => node)];
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
        {
            output.WriteTag(7, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(nodes));
        }
        byte[] model = memory.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = Assert.ThrowsExactly<InvalidDataException>(() => PortableGraph.From(model)).Message;

        StringAssert.Contains(message, "8388608 are the most");
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void BesideWeights_OfAModel_IsSmallWhateverTheWeightsAre()
    {
        byte[] model = Written();
        long weights = ModelProto.Parser.ParseFrom(model).Graph.Initializer.Sum(tensor => tensor.RawData.Length);
        Assert.AreEqual(model.Length - weights, GraphSize.BesideWeights(model));
    }

    [TestMethod]
    [DataRow(new byte[] { 0x3a, 5, 0 })]
    [DataRow(new byte[] { 0x3b })]
    [DataRow(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 })]
    [DataRow(new byte[] { 0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 })]
    public void BesideWeights_OfNoMessage_IsRefused(byte[] model) =>
        Assert.ThrowsExactly<InvalidDataException>(() => GraphSize.BesideWeights(model));

    [TestMethod]
    public void Read_GraphThatUnpacksToZeros_IsRefusedBeforeItFillsTheMemory()
    {
        byte[] claim = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(claim, 1000);
        using (ZipArchive zip = ZipFile.Open(_folder["bomb.zip"], ZipArchiveMode.Create))
        {
            using Stream stream = zip.CreateEntry(Entry).Open();
            stream.Write(claim);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++)
                stream.Write(zeros);
        }
        long before = GC.GetTotalAllocatedBytes();
        AssertRefused(_folder["bomb.zip"], "has more");
        Assert.IsLessThan(16L << 20, GC.GetTotalAllocatedBytes() - before);
    }

    private static void AssertForeign(string reason, Action<ModelProto> change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Row(Written()));
        change(model);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => PortableGraph.From(model.ToByteArray())).Message, reason);
    }

    private static void AssertRefused(string path, params string[] oneOf)
    {
        var error = Assert.ThrowsExactly<InvalidDataException>(() => SavedModelGraph.Read(path), path);
        Assert.IsTrue(oneOf.Any(text => error.Message.Contains(text, StringComparison.Ordinal)), error.Message);
        StringAssert.Contains(error.Message, path);
    }

    private static byte[] Prefixed(byte[] content)
    {
        byte[] prefix = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, content.Length);
        return [.. prefix, .. content];
    }

    private static byte[] Row(byte[] model) => RowGraph.From(model, "Pixels", "Score", "Index", ["a", "b", "c", "d"]);

    private static byte[] Written(bool interleaved = false)
    {
        using StudentModule student = Students.Trained(Students.Create("resnet8", classes: 4));
        return StudentOnnx.Write(student, Parity.Spec(16, 16, 3, 4, interleaved: interleaved));
    }
}
