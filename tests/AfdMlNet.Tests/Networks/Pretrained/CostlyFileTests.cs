using System.Diagnostics;
using System.Text;

namespace AfdMlNet.Tests.Networks.Pretrained;

/// <summary>The largest files that are read, of the kinds that cost most for their size: none takes long or much memory.</summary>
[TestClass]
public sealed class CostlyFileTests
{
    private const int Bytes = 4 << 20;
    private const long MostMemory = 1L << 30;

    private const string Storage = "(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0004t";
    private const string Tensor = "ctorch._utils\n_rebuild_tensor_v2\nq\u0004(h\u0002K\0K\u0004\u0085K\u0001\u0085\u0089ccollections\nOrderedDict\n)Rq\u0003tq\u0005Rq\u0006";

    [TestMethod]
    [DataRow("", "]", DisplayName = "lists")]
    [DataRow("", "}", DisplayName = "dictionaries")]
    [DataRow("", "(", DisplayName = "marks")]
    [DataRow("N", "\u0094", DisplayName = "a memo of everything")]
    [DataRow("", "N\u0085", DisplayName = "tuples")]
    [DataRow("]q\0", "h\0a", DisplayName = "a list within itself")]
    [DataRow("", "\u008c\u0001\u00e9", DisplayName = "texts")]
    [DataRow("", "\u008a\0", DisplayName = "numbers")]
    [DataRow("", "ccollections\nOrderedDict\n)R", DisplayName = "calls")]
    [DataRow(Storage + "q\0", "h\0Q", DisplayName = "one storage a million times")]
    [DataRow(Storage + "Qq\u0002" + Tensor, "h\u0004h\u0005R", DisplayName = "tensors")]
    public void Pickle_OfOneInstruction_IsCheap(string begin, string instruction) =>
        Measure(Pickle(begin, instruction, "."));

    [TestMethod]
    public void Pickle_OfOneNameForAMillionTensors_IsCheap()
    {
        string begin = $"X\0\u0002\0\0{new string('n', 512)}q\u0001{Storage}Qq\u0002{Tensor}}}(";
        Measure(Pickle(begin, "h\u0001h\u0006", "u."));
    }

    [TestMethod]
    [DataRow("\"a\":{\"dtype\":\"F32\",\"shape\":[", "1,", "1],\"data_offsets\":[0,4]}", DisplayName = "axes")]
    [DataRow("", "\"n#\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},",
        "\"z\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}", DisplayName = "tensors")]
    [DataRow("\"__metadata__\":[", "[],", "1]", DisplayName = "metadata")]
    [DataRow("", "\"__metadata__\":1,", "\"a\":1", DisplayName = "one property again and again")]
    public void Header_OfOneKind_IsCheap(string begin, string part, string end)
    {
        var header = new StringBuilder("{" + begin);
        for (int i = 0; header.Length < (15 << 20); i++)
            header.Append(part.Replace("#", $"{i}", StringComparison.Ordinal));
        byte[] text = Encoding.UTF8.GetBytes(header.Append(end).Append('}').ToString());
        Measure([.. BitConverter.GetBytes((long)text.Length), .. text, 0, 0, 0, 0]);
    }

    private static byte[] Pickle(string begin, string instruction, string end)
    {
        string most = string.Concat(Enumerable.Repeat(instruction, (Bytes - begin.Length - end.Length) / instruction.Length));
        return Fixture.Archive(Encoding.Latin1.GetBytes(begin + most + end), ("archive/data/0", new byte[16]));
    }

    private static void Measure(byte[] file)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            Fixture.Read(file);
        }
        catch (InvalidDataException)
        {
            // Most of them are no weights.
        }
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine($"{took.TotalMilliseconds:F0} ms, {allocated >> 20} MiB");
        Assert.IsLessThan(Patience.Limit, took);
        Assert.IsLessThan(MostMemory, allocated);
    }
}
