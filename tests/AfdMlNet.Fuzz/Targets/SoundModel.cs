using AfdMlNet.Tests;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>A model of a tiny ring, trained when it is first asked for.</summary>
internal static class SoundModel
{
    private static readonly Lazy<byte[]> _zip = new(() =>
    {
        string file = TinyModel.Save(Path.Combine(Path.GetTempPath(), $"afd-fuzz-{Guid.NewGuid():N}.zip"));
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        return bytes;
    });

    public static byte[] Zip => _zip.Value;
}
