using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Scoring;

/// <summary>The values of a label's keys, of whatever type, and the stock steps that turn a class index back into such a key.</summary>
internal abstract class LabelKeys
{
    private const string KeyValues = "KeyValues";

    /// <summary>The classes as text, in key order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The keys of a label column.</summary>
    /// <param name="label">A key column; without key values its keys are named 1, 2, ...</param>
    public static LabelKeys Of(DataViewSchema.Column label)
    {
        var key = (KeyDataViewType)label.Type;
        if (label.Annotations.Schema.GetColumnOrNull(KeyValues) is not { Type: VectorDataViewType { Size: > 0 } values })
            return new Typed<uint>([.. Enumerable.Range(1, (int)key.Count).Select(value => (uint)value)]);
        MethodInfo read = typeof(LabelKeys).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (LabelKeys)read.MakeGenericMethod(values.ItemType.RawType).Invoke(null, [label])!;
    }

    /// <summary>From an index vector of one value (long) to a scalar key with the label's values.</summary>
    /// <param name="environment">The environment of the steps.</param>
    /// <param name="index">The column of the index.</param>
    /// <param name="key">The column to make.</param>
    /// <param name="temporary">Prefix of the columns that the steps leave behind.</param>
    /// <returns>The steps and the names of the columns that they leave behind.</returns>
    public abstract (IEstimator<ITransformer> Steps, string[] LeftBehind) FromIndex(
        IHostEnvironment environment, string index, string key, string temporary);

    /// <summary>The place that each of these has among others, by value.</summary>
    /// <exception cref="ArgumentException">The others are of another type, or lack one; the message names it.</exception>
    public IReadOnlyList<int> PlacesIn(LabelKeys others)
    {
        if (Names.SequenceEqual(others.Names) && GetType() == others.GetType())
            return [.. Enumerable.Range(0, Names.Count)];
        if (GetType() != others.GetType())
            throw new ArgumentException(
                $"The labels of the validation set are {ValueType.Name} ('{Names[0]}' first), those of the training set "
                + $"{others.ValueType.Name} "
                + $"('{others.Names[0]}' first). Make both by the same fitted MapValueToKey.");
        Dictionary<string, int> places = others.Names.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return [.. Names.Select(name => places.TryGetValue(name, out int place)
            ? place
            : throw new ArgumentException(
                $"The validation set has the label '{name}', which the training set does not know. Make both by the same fitted "
                    + "MapValueToKey."))];
    }

    /// <summary>The values' type.</summary>
    protected abstract Type ValueType { get; }

    private static Typed<T> Read<T>(DataViewSchema.Column label)
    {
        VBuffer<T> values = default;
        label.Annotations.GetValue(KeyValues, ref values);
        return new Typed<T>([.. values.DenseValues()]);
    }

    private sealed class Typed<T>(IReadOnlyList<T> values) : LabelKeys
    {
        // Wide enough that a few thousand classes seldom collide; the seed is moved on when they do.
        private const int HashBits = 31;

        public override IReadOnlyList<string> Names { get; } =
            [.. values.Select(Text)];

        protected override Type ValueType => typeof(T);

        public override (IEstimator<ITransformer> Steps, string[] LeftBehind) FromIndex(
            IHostEnvironment environment, string index, string key, string temporary)
        {
            TransformsCatalog transforms = MlNetEnvironment.Transforms(environment);
            DataOperationsCatalog data = MlNetEnvironment.Data(environment);
            string hash = temporary + "hash";
            string value = temporary + "value";
            IDataView rows = data.LoadFromEnumerable(values.Select((v, i) => new IndexedValue { Index = [i], Value = v }));
            (HashingEstimator.ColumnOptions scalar, IDataView lookup) = Hashed(transforms, rows, hash, index);
            IDataView keyData = data.LoadFromEnumerable(values.Select(v => new Value1 { Value = v }));
            var steps = transforms.Conversion.Hash([scalar])
                .Append(transforms.Conversion.MapValue(value, lookup, lookup.Schema[hash], lookup.Schema[nameof(IndexedValue.Value)], hash))
                .Append(transforms.Conversion.MapValueToKey(key, value, keyData: keyData));
            return (steps, [hash, value]);
        }

        // "O" is the form that keeps fractions of a second, so that names differ where values do.
        private static string Text(T value) => value is DateTime or DateTimeOffset
            ? ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

        /// <summary>
        /// Hashing is the one stock step that makes a scalar of a vector of one: with a seed under which no two indices collide.
        /// </summary>
        private (HashingEstimator.ColumnOptions Options, IDataView Lookup) Hashed(
            TransformsCatalog transforms, IDataView rows, string hash, string index)
        {
            for (uint seed = 314489979; ; seed++)
            {
                var forRows = new HashingEstimator.ColumnOptions(hash, nameof(IndexedValue.Index), HashBits, seed, combine: true);
                IDataView lookup = transforms.Conversion.Hash([forRows]).Fit(rows).Transform(rows);
                if (lookup.GetColumn<uint>(hash).Distinct().Count() == values.Count)
                    return (new HashingEstimator.ColumnOptions(hash, index, HashBits, seed, combine: true), lookup);
            }
        }

        private sealed class IndexedValue
        {
            [VectorType(1)]
            public long[] Index { get; set; } = [];

            public T? Value { get; set; }
        }

        private sealed class Value1
        {
            public T? Value { get; set; }
        }
    }
}
