using System.Buffers.Binary;
using System.Security.Cryptography;
using AfdMlNet.Images;
using AfdMlNet.Settings;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet;

/// <summary>
/// What decides a run's weights, as names and values: by it a run knows its own checkpoints. Machine, threads, columns and files are not in
/// it.
/// </summary>
internal static class RunIdentity
{
    private const int ImagesLookedAt = 256;

    public static SortedDictionary<string, string> Of(Options options, int seed, ImageSet images, int trainingImages)
    {
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal);
        // The seed is told below as it was settled.
        foreach (ChangedOption option in ChangedOption.Within(OptionScope.Weights, options)
            .Where(option => option.Name != nameof(Options.Seed)))
            identity[option.Name] = option.Value;
        identity["seed"] = FormattableString.Invariant($"{seed}");
        identity["images"] =
            FormattableString.Invariant($"{images.Count} of {images.Shape}, {trainingImages} to train on, {Fingerprint(images)}");
        return identity;
    }

    // All labels, and the pixels of some images: reading all of a large set again would take minutes.
    private static string Fingerprint(ImageSet images)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> label = stackalloc byte[4];
        foreach (int value in images.Labels)
        {
            BinaryPrimitives.WriteInt32LittleEndian(label, value);
            hash.AppendData(label);
        }

        int looked = Math.Min(ImagesLookedAt, images.Count);
        for (int i = 0; i < looked; i++)
            hash.AppendData(images.Pixels((int)((long)images.Count * i / looked)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
