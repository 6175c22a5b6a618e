using AfdMlNet.Fuzz.Mutation;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Fuzz.Mutation;

[TestClass]
public sealed class JpegMutatorTests
{
    private const int Seeds = 400;
    private static readonly byte[] _jpeg = JpegBytes.WithOrientation(JpegBytes.Block([10, 20, 30, 40]), 6);

    [TestMethod]
    public void File_OfItsSegments_IsTheSameFile()
    {
        JpegSegment[] segments = [.. JpegSegment.Of(_jpeg)];

        byte[] markers = [.. segments.Select(segment => segment.Marker)];
        CollectionAssert.AreEqual((byte[])[0xD8, 0xE1, 0xEE, 0xDB, 0xC0, 0xC4, 0xC4, 0xDA, 0xD9], markers);
        CollectionAssert.AreEqual(_jpeg, JpegSegment.File(segments));
    }

    [TestMethod]
    public void Of_ZeroAfterMarkerAndRestart_IsCodedData()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xDA, 0, 3, 9, 1, 0xFF, 0, 2, 0xFF, 0xD3, 3, 0xFF, 0xD9];

        JpegSegment scan = JpegSegment.Of(jpeg).ElementAt(1);

        CollectionAssert.AreEqual((byte[])[9], scan.Data);
        CollectionAssert.AreEqual((byte[])[1, 0xFF, 0, 2, 0xFF, 0xD3, 3], scan.Coded);
        CollectionAssert.AreEqual(jpeg, JpegSegment.File(JpegSegment.Of(jpeg)));
    }

    [TestMethod]
    public void Mutate_ManySeeds_ChangeMarkersLengthsAndScans()
    {
        byte[][] files = [.. Enumerable.Range(0, Seeds).Select(seed => JpegMutator.Mutate(_jpeg, new Random(seed)))];

        Assert.IsTrue(files.All(JpegSegment.IsJpeg));
        Assert.Contains(file => Count(file, [0xFF, 0xDA, 0, 14]) > 50, files, "repeated scans");
        Assert.Contains(file => file.Length > 10_000, files, "long application data");
        Assert.Contains(file => Count(file, [0xFF, 0xDD, 0, 4]) == 1, files, "restarts");
        Assert.Contains(file => Count(file, "ICC_PROFILE"u8.ToArray()) > 0, files, "application data");
        Assert.Contains(file => Count(file, [0xFF, 0xDB]) == 0 && Count(file, [0xFF, 0xDA]) == 1, files, "another marker, or none");
    }

    [TestMethod]
    public void File_ClaimedLength_IsWritten() => CollectionAssert.AreEqual(
        (byte[])[0xFF, 0xE5, 0x12, 0x34, 7], JpegSegment.File([new(0xE5, [7], []) { ClaimedLength = 0x1234 }]));

    private static int Count(byte[] file, byte[] part)
    {
        int count = 0;
        for (int at = 0; file.AsSpan(at).IndexOf(part) is >= 0 and int found; at += found + 1)
            count++;
        return count;
    }
}
