using System.Buffers.Binary;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>A segment of a JPEG file (ITU T.81, annex B), with the coded data that may follow it.</summary>
/// <param name="Marker">The second byte of its marker.</param>
/// <param name="Data">Its parameters, without their length.</param>
/// <param name="Coded">Coded data up to the next marker: after a start of scan.</param>
public sealed record JpegSegment(byte Marker, byte[] Data, byte[] Coded)
{
    /// <summary>Markers that stand alone, without a length.</summary>
    private const byte FirstRestart = 0xD0, Start = 0xD8, End = 0xD9;

    /// <summary>The marker of a start of scan.</summary>
    public const byte Scan = 0xDA;

    /// <summary>The length that is claimed; null for the true one.</summary>
    public ushort? ClaimedLength { get; init; }

    /// <summary>Whether the bytes begin as a JPEG does.</summary>
    public static bool IsJpeg(byte[] image) => image is [0xFF, Start, 0xFF, ..];

    /// <summary>The segments of a sound file, from its start to its end.</summary>
    public static IEnumerable<JpegSegment> Of(byte[] jpeg)
    {
        ArgumentNullException.ThrowIfNull(jpeg);
        for (int at = 0; at + 1 < jpeg.Length;)
        {
            byte marker = jpeg[at + 1];
            int data = at + 2;
            int coded = IsAlone(marker) ? data : data + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(data));
            at = coded;
            // A zero after FF is a byte of the coded data; so is a restart.
            while (at + 1 < jpeg.Length && (jpeg[at] != 0xFF || jpeg[at + 1] is 0 or >= FirstRestart and < Start))
                at++;
            at = at + 1 < jpeg.Length ? at : jpeg.Length;
            yield return new(marker, IsAlone(marker) ? [] : jpeg[(data + 2)..coded], jpeg[coded..at]);
        }
    }

    /// <summary>A file of segments.</summary>
    public static byte[] File(IEnumerable<JpegSegment> segments) => [.. segments.SelectMany(segment => segment.Bytes())];

    private static bool IsAlone(byte marker) => marker is >= FirstRestart and <= End;

    private byte[] Bytes()
    {
        if (IsAlone(Marker))
            return [0xFF, Marker, .. Coded];
        int length = ClaimedLength ?? Math.Min(Data.Length + 2, ushort.MaxValue);
        return [0xFF, Marker, (byte)(length >> 8), (byte)length, .. Data, .. Coded];
    }
}
