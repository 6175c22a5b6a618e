using System.Text.RegularExpressions;

namespace AfdMlNet.Cli.Data;

/// <summary>What a folder's images are for, by its name.</summary>
internal enum Split
{
    /// <summary>Trained on.</summary>
    Train,

    /// <summary>Validated on.</summary>
    Validation,

    /// <summary>Tested on.</summary>
    Test,
}

/// <summary>The names that people give to splits: <c>train</c>, <c>Training</c>, <c>seg_test</c>, <c>valid</c>, <c>test_set</c>.</summary>
internal static partial class SplitName
{
    private static readonly (Split Split, string[] Words)[] _words =
    [
        (Split.Train, ["train", "training", "trainset"]),
        (Split.Validation, ["val", "valid", "validation", "validate", "valset", "dev"]),
        (Split.Test, ["test", "testing", "testset"]),
    ];

    /// <summary>The names to recommend.</summary>
    public const string Usual = "train/, val/ and test/";

    /// <summary>The split that a folder's name tells; null for none.</summary>
    public static Split? Of(string folder)
    {
        string[] words = Word().Matches(Path.GetFileName(folder).ToLowerInvariant()).Select(word => word.Value).ToArray();
        Split[] named = [.. _words.Where(entry => entry.Words.Intersect(words).Any()).Select(entry => entry.Split)];
        return named is [Split only] ? only : null;
    }

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Word();
}
