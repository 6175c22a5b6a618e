using AfdMlNet.Files;
using static TorchSharp.torch;

namespace AfdMlNet.Networks;

/// <summary>Copies a file's tensors into a network: all of them or an error that lists all that does not fit.</summary>
internal static class WeightLoader
{
    private const int MostListed = 200;

    /// <summary>Loads a state dict.</summary>
    /// <param name="network">The network, freshly initialised.</param>
    /// <param name="stored">The tensors by the file's names.</param>
    /// <returns>
    /// The network's tensors that stay as they were, since the file's classifier tells another number of classes apart (usually none), and
    /// the file's that are of something else than a network's of this kind.
    /// </returns>
    /// <exception cref="InvalidDataException">
    /// Tensors are missing, unknown, of another shape or not finite. The network is then of no use.
    /// </exception>
    public static (IReadOnlyList<string> Fresh, IReadOnlyList<string> Others) Load(
        StudentModule network, IReadOnlyDictionary<string, StoredTensor> stored)
    {
        using var _ = no_grad();
        Dictionary<string, Tensor> own = network.state_dict()
            .Where(entry => !entry.Key.EndsWith(WeightNames.Counter, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var missing = own.Keys.ToHashSet(StringComparer.Ordinal);
        (IReadOnlyList<(string Name, StoredTensor Tensor)> found, IReadOnlyList<string> others) =
            WeightNames.Map(stored, own.Keys.ToHashSet(StringComparer.Ordinal));
        HashSet<string> fresh = Fresh(network, own, found);
        var errors = new List<string>();
        int unexpected = 0;
        foreach ((string name, StoredTensor tensor) in found)
        {
            if (!missing.Remove(name))
                errors.Insert(unexpected++, $"unexpected: {PlainText.Of(name)}");
            else if (!fresh.Contains(name) && Copy(tensor, own[name]) is { } error)
                errors.Add($"{name} {error}");
        }

        if (errors.Count == 0 && missing.Count == 0)
            return ([.. own.Keys.Where(fresh.Contains)], others);
        errors.InsertRange(0, own.Keys.Where(missing.Contains).Select(name => $"missing: {name}"));
        throw new InvalidDataException(Message(errors, Summary(own.Count, missing.Count, unexpected)));
    }

    private static string Summary(int all, int missing, int unexpected) => missing == all
        ? "They are of another network: none of its tensors is among them"
        : $"They do not fit the network: of its {all} tensors {all - missing} are there and {missing} missing; {unexpected} others are not "
            + "known to it";

    // Other classes have other weights: a classifier for another number of them cannot be used, and is no mistake.
    private static HashSet<string> Fresh(
        StudentModule network, Dictionary<string, Tensor> own, IReadOnlyList<(string Name, StoredTensor Tensor)> found)
    {
        var classifier = network.Classifier.parameters().Select(parameter => parameter.Handle).ToHashSet();
        var names = own.Where(entry => classifier.Contains(entry.Value.Handle))
            .Select(entry => entry.Key)
            .ToHashSet(StringComparer.Ordinal);
        bool otherClasses = found.Any(entry =>
            names.Contains(entry.Name)
            && entry.Tensor.Shape is [var classes, var features]
            && own[entry.Name].shape is [var ownClasses, var ownFeatures]
            && features == ownFeatures && classes != ownClasses);
        return otherClasses ? names : [];
    }

    private static string? Copy(StoredTensor stored, Tensor own)
    {
        if (!stored.Shape.SequenceEqual(own.shape))
            return $"is {StoredTensor.ShapeText(stored.Shape)} in the file and {StoredTensor.ShapeText(own.shape)} in the network";
        float[] values = stored.ToSingles();
        if (!values.All(float.IsFinite))
            return "holds values that are not finite";
        using Tensor flat = tensor(values);
        using Tensor shaped = flat.reshape(own.shape);
        own.copy_(shaped);
        return null;
    }

    private static string Message(List<string> errors, string summary)
    {
        string rest = errors.Count > MostListed ? $"\n- and {errors.Count - MostListed} more" : "";
        return $"{summary}:{string.Concat(errors.Take(MostListed).Select(error => $"\n- {error}"))}{rest}";
    }
}
