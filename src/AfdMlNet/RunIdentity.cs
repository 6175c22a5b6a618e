using AfdMlNet.Files;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Settings;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet;

/// <summary>
/// What decides a run's weights, as names and values: by it a run knows its own checkpoints, and processes know that they train together.
/// Machine, threads and columns are not in it.
/// </summary>
internal static class RunIdentity
{
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed as it was settled.</param>
    /// <param name="images">The images, those that are held back of them among them.</param>
    /// <param name="trainingImages">How many of them are trained on.</param>
    /// <param name="validationSet">The images of <see cref="Options.ValidationSet"/>, or null.</param>
    public static SortedDictionary<string, string> Of(
        Options options, int seed, ImageSet images, int trainingImages, ImageSet? validationSet)
    {
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ChangedOption option in ChangedOption.Within(OptionScope.Weights, options)
            .Where(option => option.Name != nameof(Options.Seed)))
            identity[option.Name] = option.Value;
        identity["seed"] = FormattableString.Invariant($"{seed}");
        identity["images"] = FormattableString.Invariant($"{images.Fingerprint}, {trainingImages} to train on");
        if (validationSet is not null)
            identity["validation set"] = validationSet.Fingerprint;
        foreach ((int place, IStudentNetwork student) in options.Students.Index())
        {
            if (student is PretrainedNetwork { Path: var path })
                identity[FormattableString.Invariant($"weights of student {place}")] = FileHash.Of(path);
        }

        return identity;
    }
}
