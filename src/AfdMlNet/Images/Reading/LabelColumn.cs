using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Images;

/// <summary>Reads labels from a key column.</summary>
internal static class LabelColumn
{
    /// <summary>The most classes. Keys of more are hashes or numbers of something, and no classes.</summary>
    internal const int MostClasses = 1 << 20;

    /// <summary>The class of a row whose label is missing.</summary>
    public const int Missing = -1;

    /// <summary>Number of classes: the key's count.</summary>
    /// <exception cref="ArgumentException">The column is missing, no key, or a key of too many values.</exception>
    public static int ClassCount(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw new ArgumentException(
                $"There is no column '{name}' for the label. The columns are: {string.Join(", ", schema.Select(each => each.Name))}.");
        if (column.Type is not KeyDataViewType key)
            throw new ArgumentException($"Column '{name}' is {column.Type}; the label has to be a key. Use Conversion.MapValueToKey before the trainer.");
        return key.Count <= MostClasses
            ? (int)key.Count
            : throw new ArgumentException(FormattableString.Invariant(
                $"Column '{name}' has {key.Count} keys, and {MostClasses} classes are the most. Use Conversion.MapValueToKey, which makes a key of each label that there is."));
    }

    /// <summary>A function that gives the current row's class, from 0, or <see cref="Missing"/>.</summary>
    public static Func<int> Getter(DataViewRow row, string name)
    {
        DataViewSchema.Column column = row.Schema[name];
        return Type.GetTypeCode(column.Type.RawType) switch
        {
            TypeCode.Byte => Getter<byte>(row, column, key => key),
            TypeCode.UInt16 => Getter<ushort>(row, column, key => key),
            TypeCode.UInt32 => Getter<uint>(row, column, key => key),
            _ => Getter<ulong>(row, column, key => key),
        };
    }

    // A key counts from 1: 0 is the missing one.
    private static Func<int> Getter<T>(DataViewRow row, DataViewSchema.Column column, Func<T, ulong> number)
        where T : struct
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            getter(ref value);
            return (int)number(value) - 1;
        };
    }
}
