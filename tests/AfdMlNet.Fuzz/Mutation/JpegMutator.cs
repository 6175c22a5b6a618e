using System.Buffers.Binary;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes to a JPEG by whole segments: markers, lengths, application data, tables and scans.</summary>
public static class JpegMutator
{
    private const int MostRepeats = 120;
    private const int MostData = ushort.MaxValue - 2;

    // Frames of all kinds, tables, restarts, a start, an end, a scan, application data, a comment.
    private static readonly byte[] _markers =
    [
        0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC9, 0xCA, 0xCC, 0xD0, 0xD8, 0xD9, JpegSegment.Scan, 0xDB, 0xDC, 0xDD, 0xDE, 0xE0, 0xE1, 0xE2, 0xED,
        0xEE, 0xFE, 0x01, 0x00, 0xFF,
    ];

    private static readonly byte[][] _applications =
    [
        [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 255, 255], [.. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 255, 255],
        [.. "ICC_PROFILE\0"u8, 1, 255], [.. "ICC_PROFILE\0"u8, 0, 0], [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 2], [.. "MPF\0"u8],
    ];

    /// <param name="jpeg">A sound file.</param>
    /// <param name="random">Decides all.</param>
    public static byte[] Mutate(byte[] jpeg, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        List<JpegSegment> segments = [.. JpegSegment.Of(jpeg)];
        for (int change = Changes.Count(4, random); change > 0 && segments.Count > 1; change--)
            Change(segments, random);
        return JpegSegment.File(segments);
    }

    private static void Change(List<JpegSegment> segments, Random random)
    {
        // The start stays: without it the file is none.
        int place = random.Next(1, segments.Count);
        JpegSegment segment = segments[place];
        int other = random.Next(1, segments.Count);
        switch (random.Next(11))
        {
            case 0: segments.RemoveAt(place); break;
            case 1: segments.InsertRange(other, Repeated(segment, random)); break;
            case 2: segments.InsertRange(other, Repeated(segments.Find(any => any.Marker == JpegSegment.Scan) ?? segment, random)); break;
            case 3: (segments[place], segments[other]) = (segments[other], segment); break;
            case 4: segments[place] = segment with { Marker = _markers[random.Next(_markers.Length)] }; break;
            case 5: segments[place] = segment with { ClaimedLength = (ushort)ByteMutator.Number(random) }; break;
            case 6: segments.InsertRange(other, Repeated(Application(random), random)); break;
            case 7: segments.Insert(place, Restarts(random)); break;
            case 8: segments[place] = segment with { Coded = ByteMutator.Mutate(segment.Coded, segment.Coded, random) }; break;
            default: segments[place] = segment with { Data = ByteMutator.Mutate(segment.Data, segment.Data, random) }; break;
        }
    }

    private static IEnumerable<JpegSegment> Repeated(JpegSegment segment, Random random) =>
        Enumerable.Repeat(segment, random.Next(4) == 0 ? random.Next(1, MostRepeats) : 1);

    private static JpegSegment Application(Random random)
    {
        byte[] data = _applications[random.Next(_applications.Length)];
        if (random.Next(3) == 0)
            data = [.. data, .. new byte[random.Next(MostData - data.Length)]];
        return new((byte)(0xE0 + random.Next(16)), data, []);
    }

    private static JpegSegment Restarts(Random random)
    {
        byte[] interval = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(interval, (ushort)ByteMutator.Number(random));
        return new(0xDD, interval, []);
    }
}
