using System.IO.Compression;
using System.Text;
using AfdMlNet.Images;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class SavedModelCheckTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Check_ModelsThatMlNetSaved_LetsThemThrough()
    {
        foreach (string file in (string[])[TinyModel.Save(_folder["tiny.zip"]), FirstByteModel.Save(_folder["stock.zip"])])
        {
            using FileStream stream = File.OpenRead(file);
            SavedModelCheck.Check(stream);
            Assert.AreEqual(0, stream.Position);
        }
    }

    [TestMethod]
    public void Check_StepOfAnotherAssembly_IsRefusedUnlessItIsAllowed()
    {
        using FileStream stream = File.OpenRead(_folder.Zip("a.zip", ("a/Model.key", Step("My.Steps, Version=1.0.0.0"))));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => SavedModelCheck.Check(stream)).Message, "'My.Steps");
        stream.Position = 0;
        SavedModelCheck.Check(stream, "My.Steps");
    }

    [TestMethod]
    [DataRow("Microsoft.ML.Data, Version=1.0.0.0", true)]
    [DataRow("AfdMlNet.Images", true)]
    [DataRow("Microsoft.MLEvil", false)]
    [DataRow("System.Private.CoreLib", false)]
    [DataRow("../Microsoft.ML.Data", false)]
    public void Check_AssemblyOfAStep_IsOneOfFew(string assembly, bool isAllowed)
    {
        string zip = _folder.Zip("a.zip", ("a\\b/Model.key", Step(assembly)));
        Assert.AreEqual(isAllowed, Refusal(zip) is null);
    }

    [TestMethod]
    public void Check_LongExpression_IsRefused()
    {
        Assert.IsNull(Refusal(_folder.Zip("a.zip", ("Model.key", Step("", "ExprTransform")))));
        StringAssert.Contains(
            Refusal(_folder.Zip("b.zip", ("Model.key", [.. Step("", "ExprTransform"), .. new byte[4096]]))), "4096 are the most");
        StringAssert.Contains(
            Refusal(_folder.Zip("c.zip", ("Model.key", [.. Step("", "", "ExprTransform"), .. new byte[4096]]))), "4096 are the most");
    }

    [TestMethod]
    public void Check_ModelThatUnpacksToTooMuch_IsRefusedBeforeItIsUnpacked()
    {
        string zip = _folder.Zip("a.zip", ("a", new byte[1000]));
        byte[] bytes = File.ReadAllBytes(zip);
        // The length in the table of contents.
        BitConverter.GetBytes(0xfffffff0u).CopyTo(bytes, bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 24);
        File.WriteAllBytes(zip, bytes);
        StringAssert.Contains(Refusal(zip), "more than 2147483648 bytes");
    }

    [TestMethod]
    public void Check_OddNames_AreRefused()
    {
        StringAssert.Contains(Refusal(_folder.Zip("a.zip", ("../a", [1]))), "outside");
        StringAssert.Contains(Refusal(_folder.Zip("b.zip", (string.Concat(Enumerable.Repeat("a/", 21)) + "b", [1]))), "20 folders deep");
        StringAssert.Contains(Refusal(_folder.Zip("c.zip", ("a/Model.key", [1, 2, 3]))), "damaged");
        StringAssert.Contains(Refusal(
            _folder.Zip("d.zip", [.. Enumerable.Range(0, 10_001).Select(index => ($"{index}", Array.Empty<byte>()))])), "10001 files");
    }

    [TestMethod]
    public void LyingLength_IsWhatDotNetReadsAtMost()
    {
        // The sum of the claimed lengths bounds what is unpacked only if an entry gives no more than it claims.
        string zip = _folder.Zip("a.zip", ("a", new byte[100_000]));
        byte[] bytes = File.ReadAllBytes(zip);
        BitConverter.GetBytes(10u).CopyTo(bytes, bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 24);
        using var archive = new ZipArchive(new MemoryStream(bytes));
        using var content = new MemoryStream();
        try
        {
            using Stream stream = archive.Entries[0].Open();
            stream.CopyTo(content);
        }
        catch (InvalidDataException)
        {
            // Refusing it is as good.
        }
        Assert.IsLessThanOrEqualTo(10L, content.Length);
    }

    private static string? Refusal(string zip)
    {
        using FileStream stream = File.OpenRead(zip);
        try
        {
            SavedModelCheck.Check(stream);
            return null;
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }
    }

    private static byte[] Step(string assembly, string loader = "", string otherLoader = "")
    {
        byte[] header = new byte[256];
        "ML\0MODEL"u8.CopyTo(header);
        Encoding.ASCII.GetBytes(loader).CopyTo(header, 0x50);
        Encoding.ASCII.GetBytes(otherLoader).CopyTo(header, 0x68);
        BitConverter.GetBytes(300L).CopyTo(header, 0x90);
        BitConverter.GetBytes(assembly.Length * 2).CopyTo(header, 0x98);
        return [.. header, .. new byte[44], .. Encoding.Unicode.GetBytes(assembly)];
    }
}
