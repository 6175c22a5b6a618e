using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using AfdMlNet.Tests.Images.Samples;
using SkiaSharp;

namespace AfdMlNet.Tests.Examples;

/// <summary>Uploads that nobody with a picture would send; every one is to be refused.</summary>
internal sealed class WebApiUploads
{
    private const string Svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    private const string Html = "<!DOCTYPE html><script>alert(1)</script>";
    private readonly byte[][] _whole =
    [
        Pictures.Png(60, 50),
        Pictures.Encode(Pictures.Rgb(60, 50), 60, 50, SKEncodedImageFormat.Jpeg, 90),
        Pictures.Encode(Pictures.Rgb(60, 50), 60, 50, SKEncodedImageFormat.Webp, 90),
        OtherBytes.Gif(),
        OtherBytes.Bmp(Pictures.Rgb(60, 50), 60, 50),
    ];

    // 96 million pixels in 100 kB, and 9 million cut off before the end.
    private readonly byte[] _bomb = PngBytes.Make(16_000, 6_000, 8, PngBytes.Gray, new byte[16_000 * 6_000]);
    private readonly byte[] _cutBomb = PngBytes.Make(3_000, 3_000, 8, PngBytes.Gray, new byte[3_000 * 3_000])[..^4_000];
    private readonly byte[] _zip = Zip();
    private readonly byte[] _large = new byte[20_000_000];

    public static int Kinds => 26;

    /// <summary>One of the kinds, with details by chance.</summary>
    public (string Name, HttpContent Content) Make(int kind, Random random) => kind switch
    {
        < 5 => ("cut off", Either(_whole[kind][..random.Next(1, _whole[kind].Length * 3 / 10)], random)),
        5 => ("noise", Either(Noise(random.Next(1, 5000), random), random)),
        6 => ("HTML as PNG", Either(Encoding.UTF8.GetBytes(Html), random)),
        7 => ("HTML", WebApiServer.Raw(Encoding.UTF8.GetBytes(Html), "text/html")),
        8 => ("SVG", random.Next(2) == 0 ? WebApiServer.Raw(
            Encoding.UTF8.GetBytes(Svg), "image/svg+xml") : WebApiServer.Form(Encoding.UTF8.GetBytes(Svg), "image/svg+xml")),
        9 => ("SVG as PNG", Either(Encoding.UTF8.GetBytes(Svg), random)),
        10 => ("text",
            WebApiServer.Raw(Encoding.UTF8.GetBytes(new string('a', random.Next(1, 9999))), random.Next(2) == 0 ? "text/plain" : null)),
        11 => ("empty", WebApiServer.Raw([])),
        12 => ("empty file", WebApiServer.Form([])),
        13 => ("other field", WebApiServer.Form(_whole[0], field: "picture")),
        14 => ("two files", TwoFiles()),
        15 => ("huge PNG",
            Either(PngBytes.Make(random.Next(20_000, int.MaxValue), random.Next(1, int.MaxValue), 8, PngBytes.Gray, [0]), random)),
        16 => ("bomb", Either(_bomb, random)),
        17 => ("cut bomb", Either(_cutBomb, random)),
        18 => ("zip", Either(_zip, random)),
        19 => ("cut form", CutForm(random)),
        20 => ("no boundary", WebApiServer.Raw(_whole[0], "multipart/form-data")),
        21 => ("gzip", Gzipped()),
        22 => ("20 MB", Either(_large, random)),
        23 => ("huge JPEG", Either(HugeJpeg(), random)),
        24 => ("huge GIF", Either([.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 0, 0, 0, 1, 1, 1, 0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF,
            0xFF, 0, 2, 1, 0x44, 0, 0x3B], random)),
        _ => ("huge BMP", Either(HugeBmp(random), random)),
    };

    /// <summary>A whole file with a few bytes changed: it may still be a picture.</summary>
    public HttpContent Mutated(Random random)
    {
        byte[] bytes = [.. _whole[random.Next(_whole.Length)]];
        for (int change = random.Next(1, 8); change > 0; change--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return Either(bytes, random);
    }

    private static HttpContent Either(byte[] bytes, Random random) =>
        random.Next(2) == 0 ? WebApiServer.Form(bytes) : WebApiServer.Raw(bytes);

    private static byte[] Noise(int length, Random random)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private MultipartFormDataContent TwoFiles()
    {
        MultipartFormDataContent form = WebApiServer.Form(_whole[0]);
        form.Add(WebApiServer.Raw(_whole[0]), "image", "second");
        return form;
    }

    private ByteArrayContent CutForm(Random random)
    {
        byte[] form = WebApiServer.Form(_whole[0]).ReadAsByteArrayAsync().GetAwaiter().GetResult();
        var content = new ByteArrayContent(form[..random.Next(form.Length / 2)]);
        string boundary = Encoding.ASCII.GetString(form, 2, Array.IndexOf(form, (byte)'\r') - 2);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary=\"{boundary}\"");
        return content;
    }

    private ByteArrayContent Gzipped()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(_large);
        ByteArrayContent content = WebApiServer.Raw(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static byte[] Zip()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("image.png").Open();
            entry.Write(new byte[30_000_000]);
        }

        return packed.ToArray();
    }

    private static byte[] HugeJpeg()
    {
        byte[] jpeg = JpegBytes.Block([100]);
        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg.AsSpan(frame + 5, 4).Fill(0xFE);
        return jpeg;
    }

    private static byte[] HugeBmp(Random random)
    {
        byte[] bmp = OtherBytes.Bmp(Pictures.Rgb(4, 4), 4, 4);
        BitConverter.TryWriteBytes(bmp.AsSpan(18), random.Next(30_000, int.MaxValue));
        BitConverter.TryWriteBytes(bmp.AsSpan(22), random.Next(2) == 0 ? int.MinValue : random.Next(1000, int.MaxValue));
        return bmp;
    }
}
