using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AfdMlNet.Checkpoints;
using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Checkpoints;

[TestClass]
public sealed class CheckpointFileTests
{
    private readonly string _path = Path.GetTempFileName();

    [TestCleanup]
    public void RemoveFile() => File.Delete(_path);

    [TestMethod]
    public void Open_WhatWasWritten_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        (string, Tensor)[] tensors =
        [
            ("weights", randn(3, 4, 2, 2)), ("interleaved", randn(2, 3, 4, 5).permute(0, 3, 1, 2)),
            ("double", randn([2], ScalarType.Float64)),
            ("count", tensor(7L)), ("none", empty(0)), ("not a number", tensor(float.NaN)),
        ];
        Write("{\"a\":\"é\"}", tensors);

        using CheckpointFile file = CheckpointFile.Open(_path);

        Assert.AreEqual("{\"a\":\"é\"}", file.State);
        Assert.IsFalse(file.Holds("other"));
        foreach ((string name, Tensor value) in tensors)
        {
            Tensor read = zeros_like(value);
            file.CopyTo(name, read);
            CollectionAssert.AreEqual(value.contiguous().bytes.ToArray(), read.contiguous().bytes.ToArray(), name);
        }
    }

    [TestMethod]
    public void Write_IsSafetensors()
    {
        using var scope = NewDisposeScope();
        Write("state", [("w", tensor(new float[] { 1, 2, 3 }))]);

        using FileStream file = File.OpenRead(_path);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, SafetensorsFile.Read(file)["w"].ToSingles());
    }

    [TestMethod]
    public void CopyTo_OtherNameShapeOrType_IsRefused()
    {
        using var scope = NewDisposeScope();
        Write("state", [("w", zeros(3))]);
        using CheckpointFile file = CheckpointFile.Open(_path);

        Assert.ThrowsExactly<InvalidDataException>(() => file.CopyTo("v", zeros(3)));
        Assert.ThrowsExactly<InvalidDataException>(() => file.CopyTo("w", zeros(4)));
        Assert.ThrowsExactly<InvalidDataException>(() => file.CopyTo("w", zeros([3], ScalarType.Int32)));
    }

    [TestMethod]
    public void Open_AnyByteChangedOrCutOff_IsRefused()
    {
        using var scope = NewDisposeScope();
        Write("state", [("w", zeros(3))]);
        byte[] whole = File.ReadAllBytes(_path);

        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            AssertRefused(damaged);
            AssertRefused(whole[..i]);
        }
    }

    /// <summary>A checksum keeps accidents out, not people.</summary>
    [TestMethod]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("{\"__metadata__\":{\"format\":\"pt\",\"version\":\"3\",\"state\":\"\"}}")]
    [DataRow("{\"__metadata__\":{\"format\":\"AfdMlNet checkpoint\",\"version\":\"new\",\"state\":\"\"}}")]
    [DataRow("{\"__metadata__\":{\"format\":\"AfdMlNet checkpoint\",\"state\":\"\"}}")]
    [DataRow("{\"__metadata__\":{\"format\":\"AfdMlNet checkpoint\",\"version\":\"3\"}}")]
    [DataRow("{\"__metadata__\":{\"format\":\"AfdMlNet "
        + "checkpoint\",\"version\":\"3\",\"state\":\"\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,400000000]}}")]
    [DataRow("{\"__metadata__\":{\"format\":\"AfdMlNet "
        + "checkpoint\",\"version\":\"3\",\"state\":\"\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}")]
    [DataRow("{\"__metadata__\":{\"format\":\"AfdMlNet "
        + "checkpoint\",\"version\":\"3\",\"state\":\"\"},\"w\":{\"dtype\":null,\"shape\":null,\"data_offsets\":null}}")]
    [DataRow("{\"__metadata__\":{\"format\":\"AfdMlNet checkpoint\",\"version\":\"3\",\"state\":\"\"},\"w\":null}")]
    [DataRow("[[[[[[[[")]
    [DataRow("{\"__metadata__\":{\"format\":\"\\ud800\",\"version\":\"3\",\"state\":\"\"}}")]
    public void Open_HostileHeaderWithARightChecksum_IsRefused(string header)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, text.Length);
        byte[] content = [.. prefix, .. text, .. new byte[8]];

        AssertRefused([.. content, .. SHA256.HashData(content)]);
    }

    [TestMethod]
    [DataRow(2, "an earlier")]
    [DataRow(4, "a later")]
    [DataRow(int.MaxValue, "a later")]
    public void Open_AnotherVersion_SaysWhichSideItIsOn(int version, string side)
    {
        WriteVersion(_path, version);

        string message = Assert.ThrowsExactly<NotSupportedException>(() => CheckpointFile.Open(_path).Dispose()).Message;

        Assert.StartsWith($"It is of version {version}, {side} one than the 3 that this library reads.", message);
    }

    /// <summary>A whole checkpoint of a version, with nothing in it.</summary>
    internal static void WriteVersion(string path, int version)
    {
        byte[] header = Encoding.UTF8.GetBytes(
            $"{{\"__metadata__\":{{\"format\":\"AfdMlNet checkpoint\",\"version\":\"{version}\",\"state\":\"\"}}}}");
        byte[] content = [.. BitConverter.GetBytes((long)header.Length), .. header];
        File.WriteAllBytes(path, [.. content, .. SHA256.HashData(content)]);
    }

    private void AssertRefused(byte[] content)
    {
        File.WriteAllBytes(_path, content);
        Assert.ThrowsExactly<InvalidDataException>(() => CheckpointFile.Open(_path).Dispose());
    }

    private void Write(string state, (string, Tensor)[] tensors)
    {
        using FileStream file = File.Create(_path);
        CheckpointFile.Write(file, state, tensors);
    }
}
