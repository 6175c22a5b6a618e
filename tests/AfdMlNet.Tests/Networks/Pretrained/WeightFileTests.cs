using System.Text;
using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Networks.Pretrained;

[TestClass]
public sealed class WeightFileTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Read_PyTorchsFile_GivesItsTensors(bool pth)
    {
        IReadOnlyDictionary<string, StoredTensor> tensors = Fixture.Read(pth ? Fixture.Pth : Fixture.Safetensors);
        Assert.HasCount(8, tensors);
        AssertTensor(tensors["weight"], [4, 6], [.. Enumerable.Range(0, 24).Select(value => value / 8f)]);
        AssertTensor(tensors["view"], [5, 2], [7, 13, 8, 14, 9, 15, 10, 16, 11, 17]);
        AssertTensor(tensors["double"], [2], [0.5f, -2]);
        AssertTensor(tensors["half"], [2], [0.25f, 3]);
        AssertTensor(tensors["bfloat"], [2], [1.5f, -0.5f]);
        AssertTensor(tensors["count"], [], [7]);
        AssertTensor(tensors["empty"], [0, 3], []);
        AssertTensor(tensors["parameter"], [2], [1, 2]);
    }

    [TestMethod]
    public void Read_CheckpointAroundTheWeights_FindsThem()
    {
        // {"epoch": 3, "net": {...}} around the fixture's dictionary, which ends with its own STOP.
        (byte[] pickle, var files) = Fixture.Parts(Fixture.Pth);
        byte[] nested = [.. Bytes("}X\u0005\0\0\0epochK\u0003sX\u0003\0\0\0net"), .. pickle[2..^1], (byte)'s', (byte)'.'];
        Assert.HasCount(8, Fixture.Read(Fixture.Archive(nested, files)));
    }

    [TestMethod]
    [DataRow("}.")]
    [DataRow("].")]
    [DataRow("N.")]
    [DataRow("K\u0001.")]
    [DataRow("}X\u0003\0\0\0netK\u0001s.")]
    public void Read_PickleWithoutWeights_IsRefused(string pickle) => AssertRefused(Fixture.Archive(Bytes(pickle)), "no state dict");

    [TestMethod]
    public void Read_OldFormat_SaysHowToSaveAnew() =>
        AssertRefused([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e], "old format");

    [TestMethod]
    public void Read_BigEndianFile_IsRefused() =>
        AssertRefused(Fixture.Archive(Bytes("}."), ("archive/byteorder", Bytes("big"))), "big-endian");

    [TestMethod]
    public void Read_ArchiveThatIsCompressed_IsRefused()
    {
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Create))
        {
            using Stream stream = zip.CreateEntry("archive/data.pkl").Open();
            stream.Write(new byte[100_000]);
        }
        AssertRefused(memory.ToArray(), "more than its size");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("hello")]
    [DataRow("\u0002\0\0\0\0\0\0\0[]")]
    [DataRow("\u0002\0\0\0\0\0\0\u007f{}")]
    [DataRow("\u0002\0\0\0\0\0\0\u0001{}")]
    public void Read_FileOfAnotherKind_IsRefused(string content) => AssertRefused(Bytes(content), "");

    [TestMethod]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", null)]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "Its tensor 'a' is refused: A tensor of shape [2] does not fit")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "does not describe")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "does not describe")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "does not describe")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "does not describe")]
    [DataRow("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "cannot be")]
    [DataRow("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "cannot be")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}}""", "cannot be")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "does not describe")]
    [DataRow("""{"a":{"dtype":"X9","shape":[2],"data_offsets":[0,8]}}""", "not supported: X9")]
    [DataRow("""{"a":[]}""", "does not describe")]
    [DataRow("""{"a":{},"a":{}}""", "damaged")]
    public void Read_SafetensorsHeader_IsChecked(string header, string? refusal)
    {
        byte[] file = [.. BitConverter.GetBytes((long)header.Length), .. Bytes(header), .. new byte[8]];
        if (refusal is null)
            Assert.HasCount(1, Fixture.Read(file));
        else
            AssertRefused(file, refusal);
    }

    private static void AssertTensor(StoredTensor tensor, long[] shape, float[] values)
    {
        CollectionAssert.AreEqual(shape, tensor.Shape.ToArray());
        CollectionAssert.AreEqual(values, tensor.ToSingles());
    }

    private static void AssertRefused(byte[] file, string words) =>
        Assert.Contains(words, Assert.ThrowsExactly<InvalidDataException>(() => Fixture.Read(file)).Message);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
