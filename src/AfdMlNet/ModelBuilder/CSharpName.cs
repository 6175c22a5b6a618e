using System.Globalization;

namespace AfdMlNet.ModelBuilder;

/// <summary>Names that generated code can bear.</summary>
internal static class CSharpName
{
    private const int LongestName = 100;

    private static readonly HashSet<string> _keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else "
            + "enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock "
            + "long namespace new null object operator out override params private protected public readonly ref return sbyte sealed "
            + "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort "
            + "using virtual void volatile while file record required scoped var dynamic partial where yield await nint nuint").Split(' '),
    ];

    // A class cannot bear a name of one of its members, and would hide the types that its code names.
    private static readonly HashSet<string> _taken =
    [
        .. ("ModelInput ModelOutput MLNetModelPath PredictEngine CreatePredictEngine Predict PredictAllLabels "
            + "GetSortedScoresWithLabels GetLabels RetrainFolderPath Train LoadImageFromFolder SaveModel RetrainModel BuildPipeline "
            + "Evaluate GetPerClassMetrics Program System Microsoft AfdMlNet MLContext ITransformer IDataView IEstimator IEnumerable "
            + "IOrderedEnumerable PredictionEngine VBuffer ReadOnlyMemory Lazy KeyValuePair Tuple Array Path File DirectoryInfo "
            + "AppContext StringComparer Console Environment FormattableString Exception InvalidOperationException "
            + "InvalidDataException MemoryStream ConcurrentBag WebApplication Results StatusCodes IFormFile LoadColumn ColumnName "
            + "LoadColumnAttribute ColumnNameAttribute MulticlassClassificationMetrics ValueToKeyMappingEstimator "
            + "AdversarialDistillationTrainer DistillationMethod ImageFit StudentNetworks SgdOptions AdamOptions AugmentationOptions "
            + "EarlyStoppingOptions LearningRateSchedule").Split(' '),
    ];

    /// <summary>Why a class cannot bear a name; null where it can.</summary>
    public static string? RefusalOfClass(string name)
    {
        if (RefusalOfIdentifier(name) is { } refusal)
            return refusal;
        return _taken.Contains(name) ? $"the generated code uses '{name}' itself; give another name" : null;
    }

    /// <summary>Why a namespace cannot bear a name; null where it can.</summary>
    public static string? RefusalOfNamespace(string name) =>
        name.Split('.').Select(RefusalOfIdentifier).FirstOrDefault(refusal => refusal is not null);

    private static string? RefusalOfIdentifier(string name)
    {
        if (name.Length is 0 or > LongestName)
            return $"a name has 1 to {LongestName} letters";
        if (!(name[0] == '_' || IsLetter(name[0])))
            return $"'{name}' is no C# identifier: the first character is a letter or _";
        if (name.FirstOrDefault(character => !IsLetter(character) && !IsLater(character)) is not '\0' and var other)
            return $"'{name}' is no C# identifier: '{other}' cannot be in it, letters, digits and _ can";
        return _keywords.Contains(name) ? $"'{name}' is a word of the language" : null;
    }

    private static bool IsLetter(char character) => char.IsLetter(character);

    private static bool IsLater(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
