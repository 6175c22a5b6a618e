using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.ModelBuilder;

/// <summary>The columns that generated code reads and writes.</summary>
internal static class ModelColumns
{
    public const string Label = "Label";
    public const string Image = "ImageSource";
    private const string Predicted = "PredictedLabel";
    private const string Score = "Score";

    /// <summary>Finds a model fit for the generated code.</summary>
    /// <exception cref="ArgumentException">It is not; the message lists all that is missing.</exception>
    public static void Check(ITransformer model, DataViewSchema inputSchema)
    {
        DataViewSchema output = model.GetOutputSchema(inputSchema);
        string[] missing =
        [
            .. Missing(inputSchema, Label, "text before scoring", type => type is TextDataViewType),
            .. Missing(inputSchema, Image, "the image's encoded bytes",
                type => type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var item } } && item == typeof(byte)),
            .. Missing(output, Label, "a key after scoring, as MapValueToKey makes it", type => type is KeyDataViewType),
            .. Missing(output, Predicted, "text after scoring, as MapKeyToValue makes it", type => type is TextDataViewType),
            .. Missing(output, Score, "the probabilities",
                type => type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var item } } && item == typeof(float)),
        ];
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                "Code in Model Builder's shape needs a pipeline MapValueToKey(\"Label\"), the trainer on \"ImageSource\", "
                + "MapKeyToValue(\"PredictedLabel\"). "
                + $"The model has not:{string.Concat(missing)}", nameof(model));
        }
    }

    private static IEnumerable<string> Missing(DataViewSchema schema, string column, string content, Predicate<DataViewType> isExpected)
    {
        if (schema.GetColumnOrNull(column) is not { } found || !isExpected(found.Type))
            yield return $"\n- {column}: {content}";
    }
}
