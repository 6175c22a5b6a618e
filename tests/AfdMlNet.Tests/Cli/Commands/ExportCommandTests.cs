using System.Diagnostics;
using System.IO.Compression;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Onnx;
using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class ExportCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Export_SavedModel_WritesTheFormAskedFor()
    {
        TinyModel.Save(_folder["model.zip"]);
        string file = _folder["student.onnx"];
        CommandLine answer = CommandLine.Run("export", _folder.Path, "--onnx", file, "--opset", "14", "--uint8", "--half");
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        Assert.Contains("operator set 14, input bytes, N x H x W x C, half precision", answer.Out);
        ModelProto model = GraphChecker.Check(File.ReadAllBytes(file));
        Assert.AreEqual(14, model.OpsetImport.Single().Version);
        Assert.AreEqual((int)TensorProto.Types.DataType.Uint8, model.Graph.Input.Single().Type.TensorType.ElemType);
        Assert.AreEqual("float16", OnnxMetadata.Read(model, OnnxNames.Precision));
    }

    [TestMethod]
    public void Export_Defaults_AreThoseOfTheLibrary()
    {
        TinyModel.Save(_folder["other.mlnet"]);
        TinyModel.Student.ExportOnnx(_folder["library.onnx"]);
        Assert.AreEqual(0, CommandLine.Run("export", _folder["other.mlnet"], "--onnx", _folder["tool.onnx"]).ExitCode);
        Assert.AreEqual(
            ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder["library.onnx"])),
            ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder["tool.onnx"])));
    }

    [TestMethod]
    [DataRow("com.example", "Conv", "which ONNX Runtime does not have")]
    [DataRow("", "NoSuchOperator", "is refused by ONNX Runtime: ")]
    public void Export_GraphThatNobodyCanRun_SaysWhyAndWritesNothing(string domain, string operation, string reason)
    {
        string file = TinyModel.Save(_folder["model.zip"]);
        using (ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            ZipArchiveEntry entry = zip.Entries.Single(each => each.FullName.EndsWith("OnnxModel", StringComparison.Ordinal));
            using Stream stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            ModelProto model = ModelProto.Parser.ParseFrom(content.ToArray().AsSpan(4));
            NodeProto node = model.Graph.Node.First(each => each.OpType == "Conv");
            (node.Domain, node.OpType) = (domain, operation);
            byte[] changed = model.ToByteArray();
            stream.SetLength(0);
            stream.Write(BitConverter.GetBytes(changed.Length));
            stream.Write(changed);
        }

        CommandLine.Run("export", file, "--onnx", _folder["x.onnx"]).AssertFails(1, file, reason);
        Assert.IsFalse(File.Exists(_folder["x.onnx"]));
    }

    [TestMethod]
    public void Export_PipeInPlaceOfAModel_IsRefusedAtOnce()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("There are no pipes among Windows' files.");
        Process.Start("mkfifo", _folder["model.zip"]).WaitForExit();
        _folder.With("images/ant/1.png");
        CommandLine.Run("export", _folder.Path, "--onnx", _folder["x.onnx"]).AssertFails(1, "no ordinary file");
        CommandLine.Run("score", _folder["model.zip"], _folder["images/ant/1.png"]).AssertFails(1, "no ordinary file");
        CommandLine.Run("evaluate", _folder["model.zip"], _folder["images"]).AssertFails(1, "no ordinary file");
    }

    [TestMethod]
    public void Export_WhatIsNoModel_SaysSoAndWritesNothing()
    {
        CommandLine.Run("export", _folder["none.zip"], "--onnx", _folder["x.onnx"]).AssertFails(1, "There is no model");
        FirstByteModel.Save(_folder["stock.zip"]);
        CommandLine.Run("export", _folder["stock.zip"], "--onnx", _folder["x.onnx"]).AssertFails(1, "no ONNX graph", "stock.zip");
        CommandLine.Run("export", _folder["stock.zip"], "--onnx", _folder["x.onnx"], "--opset", "12").AssertFails(2, "13 to 22");
        CommandLine.Run("export", _folder["stock.zip"]).AssertFails(2, "--onnx");
        CollectionAssert.AreEqual(new[] { "stock.zip" }, _folder.Files());
    }
}
