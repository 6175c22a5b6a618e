using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Images;

/// <summary>Says which row an error is about, and which file where the data tells.</summary>
internal static class RowError
{
    private static readonly HashSet<string> _extensions =
        new([".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The error to throw.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <returns>An error that names row, file and reason.</returns>
    public static InvalidDataException At(IDataView data, long row, Exception error) => new(Lines(data, [(row, error)])[0], error);

    /// <summary>Row, file and reason of several errors.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="errors">Rows, from 0 and ascending, and what is wrong with them.</param>
    public static IReadOnlyList<string> Lines(IDataView data, IReadOnlyList<(long Row, Exception Error)> errors)
    {
        Dictionary<long, string> names = Names(data, [.. errors.Select(error => error.Row)]);
        return [.. errors.Select(error => $"{names[error.Row]}: {error.Error.Message}")];
    }

    /// <summary>A row in words: its number, and its file where the data tells.</summary>
    public static string Name(IDataView data, long row) => Names(data, [row])[row];

    private static Dictionary<long, string> Names(IDataView data, IReadOnlyList<long> rows)
    {
        Dictionary<long, string> paths = rows.Count == 0 ? [] : Paths(data, rows);
        return rows.Distinct().ToDictionary(
            row => row, row => $"Row {row} (the first is 0){(paths.TryGetValue(row, out string? path) ? $", '{path}'" : "")}");
    }

    // A second look at the data: only errors pay for it.
    private static Dictionary<long, string> Paths(IDataView data, IReadOnlyList<long> rows)
    {
        Dictionary<long, string> paths = [];
        try
        {
            DataViewSchema.Column[] texts = [.. data.Schema.Where(column => column.Type is TextDataViewType && !column.IsHidden)];
            using DataViewRowCursor cursor = data.GetRowCursor(texts);
            for (long i = 0; i <= rows[^1] && cursor.MoveNext(); i++)
            {
                if (rows.Contains(i) && texts.Select(column => Text(cursor, column)).FirstOrDefault(LooksLikePath) is { } path)
                    paths[i] = path;
            }
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or ArgumentException)
        {
            // The path is a courtesy: the error itself must come through.
        }

        return paths;
    }

    private static string Text(DataViewRow row, DataViewSchema.Column column)
    {
        ReadOnlyMemory<char> text = default;
        row.GetGetter<ReadOnlyMemory<char>>(column)(ref text);
        return text.ToString();
    }

    private static bool LooksLikePath(string text) => _extensions.Contains(Path.GetExtension(text)) || File.Exists(text);
}
