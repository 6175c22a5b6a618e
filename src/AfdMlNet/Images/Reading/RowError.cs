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
    public static InvalidDataException At(IDataView data, long row, Exception error)
    {
        string file = FindPath(data, row) is { } path ? $", '{path}'" : "";
        return new InvalidDataException($"Row {row} (the first is 0){file}: {error.Message}", error);
    }

    // A second look at the data: only errors pay for it.
    private static string? FindPath(IDataView data, long row)
    {
        try
        {
            DataViewSchema.Column[] texts = [.. data.Schema.Where(column => column.Type is TextDataViewType && !column.IsHidden)];
            using DataViewRowCursor cursor = data.GetRowCursor(texts);
            for (long i = 0; i <= row; i++)
            {
                if (!cursor.MoveNext())
                    return null;
            }

            return texts.Select(column => Text(cursor, column)).FirstOrDefault(LooksLikePath);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or ArgumentException)
        {
            // The path is a courtesy: the error itself must come through.
            return null;
        }
    }

    private static string Text(DataViewRow row, DataViewSchema.Column column)
    {
        ReadOnlyMemory<char> text = default;
        row.GetGetter<ReadOnlyMemory<char>>(column)(ref text);
        return text.ToString();
    }

    private static bool LooksLikePath(string text) => _extensions.Contains(Path.GetExtension(text)) || File.Exists(text);
}
