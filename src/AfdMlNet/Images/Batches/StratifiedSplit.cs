namespace AfdMlNet.Images;

/// <summary>Holds back the same fraction of every class.</summary>
internal static class StratifiedSplit
{
    /// <summary>Divides the images.</summary>
    /// <param name="labels">The class of each image, from 0, or <see cref="LabelColumn.Missing"/>: those are all for training.</param>
    /// <param name="fraction">The fraction of each class to validate on, 0 to below 1.</param>
    /// <param name="seed">Decides which.</param>
    /// <returns>Indices of both parts, ascending. A class with any image keeps at least one in training.</returns>
    public static (int[] Training, int[] Validation) Divide(ReadOnlySpan<int> labels, double fraction, int seed)
    {
        SortedDictionary<int, List<int>> classes = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!classes.TryGetValue(labels[i], out List<int>? members))
                classes[labels[i]] = members = [];
            members.Add(i);
        }

        List<int> training = new(labels.Length);
        List<int> validation = [];
        foreach ((int label, List<int> members) in classes)
        {
            int[] shuffled = [.. members];
            new RandomStream(seed, RandomPurpose.Split, index: label).Shuffle(shuffled);
            int held = label == LabelColumn.Missing
                ? 0
                : Math.Min((int)Math.Round(members.Count * fraction, MidpointRounding.AwayFromZero), members.Count - 1);
            validation.AddRange(shuffled.AsSpan(0, held));
            training.AddRange(shuffled.AsSpan(held));
        }

        training.Sort();
        validation.Sort();
        return ([.. training], [.. validation]);
    }
}
