using AfdMlNet.Cli.Scoring;
using AfdMlNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Tests.Integration;

/// <summary>Transform of the trained model scores many rows at once, and nobody can tell but by the time.</summary>
[TestClass]
public sealed class BatchedTransformTests
{
    private static readonly ITransformer _stock = Stock();

    [TestMethod]
    [DataRow(1)]
    [DataRow(49)]
    public void Transform_Scores_AreThoseOfTheStockChain(int perClass)
    {
        IDataView data = TinyModel.Keyed(TinyModel.Rows(perClass));
        IDataView batched = TinyModel.Student.Transform(data), stock = _stock.Transform(data);
        float[][] found = [.. batched.GetColumn<float[]>("Score")], expected = [.. stock.GetColumn<float[]>("Score")];
        Assert.HasCount(3 * perClass, found);
        for (int row = 0; row < expected.Length; row++)
        {
            for (int k = 0; k < 3; k++)
                Assert.AreEqual(expected[row][k], found[row][k], 1e-5f);
        }
        CollectionAssert.AreEqual(stock.GetColumn<uint>("PredictedLabel").ToArray(), batched.GetColumn<uint>("PredictedLabel").ToArray());
        CollectionAssert.AreEqual(data.GetColumn<uint>("Label").ToArray(), batched.GetColumn<uint>("Label").ToArray());
        CollectionAssert.AreEqual(
            data.GetColumn<byte[]>("ImageSource").Select(Convert.ToHexString).ToArray(),
            Rows(batched).Select(row => Convert.ToHexString(row.ImageSource)).ToArray());
    }

    [TestMethod]
    public void Transform_Schema_IsThatOfTheStockChain()
    {
        IDataView data = TinyModel.Keyed(TinyModel.Rows(1));
        DataViewSchema batched = TinyModel.Student.Transform(data).Schema, stock = _stock.Transform(data).Schema;
        CollectionAssert.AreEqual(Described(stock), Described(batched));
        Assert.IsFalse(batched.Any(column => column.Name.StartsWith("__afd", StringComparison.Ordinal)));
        VBuffer<ReadOnlyMemory<char>> names = default;
        batched["Score"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(DrawnImages.Classes, names.DenseValues().Select(name => name.ToString()).ToArray());
        batched["PredictedLabel"].GetKeyValues(ref names);
        CollectionAssert.AreEqual(DrawnImages.Classes, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    public void Transform_BeforeTheCursorMoves_ReadsNothing()
    {
        var source = new CountedRows(TinyModel.Rows(40));
        IDataView scored = TinyModel.Student.Transform(TinyModel.Keyed(source.Once()));
        using DataViewRowCursor cursor = Plain(scored, Visible(scored));
        ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        Assert.AreEqual(0, source.Read);
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(1, source.Read);
        VBuffer<float> value = default;
        score(ref value);
        while (cursor.MoveNext())
            Assert.IsLessThanOrEqualTo(cursor.Position + BatchedCursor.MostRows, source.Read);
        Assert.AreEqual(120, source.Read);
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsFalse(cursor.MoveNext());
        Assert.ThrowsExactly<InvalidOperationException>(() => score(ref value));
    }

    [TestMethod]
    public void Transform_CursorThatIsMadeAndNotMoved_ReadsNothing()
    {
        var source = new CountedRows(TinyModel.Rows(40));
        IDataView scored = TinyModel.Student.Transform(TinyModel.Keyed(source.Once()));
        using (DataViewRowCursor cursor = scored.GetRowCursor(Visible(scored)))
        {
            ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
            Thread.Sleep(50);
            Assert.AreEqual(0, source.Read);
        }
    }

    [TestMethod]
    public void Transform_BadImage_FailsAsTheStockChainDoes()
    {
        ImageRow[] rows = TinyModel.Rows(30);
        rows[40].ImageSource = [1, 2, 3];
        IDataView data = TinyModel.Keyed(rows);
        foreach (ITransformer model in (ITransformer[])[_stock, TinyModel.Student])
        {
            var error = Assert.Throws<InvalidOperationException>(() => model.Transform(data).GetColumn<float[]>("Score").Count());
            StringAssert.Contains(error.ToString(), "they start with 010203");
        }
    }

    [TestMethod]
    public void Transform_WithoutScores_DecodesNothing()
    {
        ImageRow[] rows = [new() { ImageSource = [1, 2, 3], Label = "blob" }, new() { ImageSource = [], Label = "down" }];
        IDataView scored = TinyModel.Student.Transform(TinyModel.Keyed(rows));
        CollectionAssert.AreEqual(new uint[] { 2, 3 }, scored.GetColumn<uint>("Label").ToArray());
    }

    [TestMethod]
    public void Transform_RowsThatCanBeReadOnce_AreAllScored()
    {
        var source = new CountedRows(TinyModel.Rows(30));
        ScoredRow[] rows = [.. Rows(TinyModel.Student.Transform(TinyModel.Keyed(source.Once())))];
        Assert.HasCount(90, rows);
        Assert.AreEqual(90, source.Read);
    }

    [TestMethod]
    public void Transform_BadImage_IsAnErrorOfItsRowAlone()
    {
        ImageRow[] rows = TinyModel.Rows(30);
        rows[40].ImageSource = [1, 2, 3];
        IDataView scored = TinyModel.Student.Transform(TinyModel.Keyed(rows));
        using DataViewRowCursor cursor = Plain(scored, [scored.Schema["Score"]]);
        ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        List<long> bad = [];
        VBuffer<float> value = default;
        while (cursor.MoveNext())
        {
            try
            {
                score(ref value);
                Assert.AreEqual(1, value.DenseValues().Sum(), 1e-4f);
            }
            catch (Exception error) when (error is not AssertFailedException)
            {
                bad.Add(cursor.Position);
            }
        }
        CollectionAssert.AreEqual(new long[] { 40 }, bad);
    }

    [TestMethod]
    public void Transform_SourceThatFailsOnTheWay_GivesTheRowsBefore()
    {
        ImageRow[] rows = TinyModel.Rows(20);
        IEnumerable<ImageRow> Failing() => rows.Take(50)
            .Concat(Enumerable.Range(0, 1).Select<int, ImageRow>(_ => throw new IOException("The disk is gone.")));
        IDataView scored = TinyModel.Student.Transform(TinyModel.Keyed(Failing()));
        int read = 0;
        using DataViewRowCursor cursor = Plain(scored, Visible(scored));
        IOException error = Assert.Throws<IOException>(() =>
        {
            while (cursor.MoveNext())
                read++;
        });
        Assert.AreEqual("The disk is gone.", error.Message);
        Assert.AreEqual(50, read);
    }

    [TestMethod]
    public void Transform_Shuffled_GivesTheRowsOfTheStockChain()
    {
        IDataView data = TinyModel.Keyed(TinyModel.Rows(30));
        CollectionAssert.AreEqual(Ids(_stock.Transform(data)), Ids(TinyModel.Student.Transform(data)));

        static DataViewRowId[] Ids(IDataView view)
        {
            using DataViewRowCursor cursor = view.GetRowCursor(Visible(view), new Random(4));
            ValueGetter<DataViewRowId> getter = cursor.GetIdGetter();
            List<DataViewRowId> ids = [];
            DataViewRowId id = default;
            while (cursor.MoveNext())
            {
                getter(ref id);
                ids.Add(id);
            }
            return [.. ids];
        }
    }

    [TestMethod]
    public void Transform_ValuesOfARow_StayWhenTheCursorMovesOn()
    {
        IDataView scored = TinyModel.Student.Transform(TinyModel.Keyed(TinyModel.Rows(50)));
        using DataViewRowCursor cursor = scored.GetRowCursor(Visible(scored));
        ValueGetter<VBuffer<byte>> bytes = cursor.GetGetter<VBuffer<byte>>(scored.Schema["ImageSource"]);
        ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        Assert.IsTrue(cursor.MoveNext());
        VBuffer<byte> image = default;
        VBuffer<float> first = default;
        bytes(ref image);
        score(ref first);
        (byte[] imageBefore, float[] before) = (image.DenseValues().ToArray(), first.DenseValues().ToArray());
        while (cursor.MoveNext())
        {
            VBuffer<float> other = default;
            score(ref other);
        }
        CollectionAssert.AreEqual(imageBefore, image.DenseValues().ToArray());
        CollectionAssert.AreEqual(before, first.DenseValues().ToArray());
    }

    [TestMethod]
    public void PredictionEngine_OfTheTrainedModel_AgreesWithTransform()
    {
        ImageRow[] rows = TinyModel.Rows(4);
        float[][] expected = [.. TinyModel.Student.Transform(TinyModel.Keyed(rows)).GetColumn<float[]>("Score")];
        using PredictionEngine<KeyedRow, ScoreOnly> engine = TinyModel.Context.Model.CreatePredictionEngine<KeyedRow, ScoreOnly>(
            TinyModel.Student, new PredictionEngineOptions { OwnsTransformer = false });
        for (int row = 0; row < rows.Length; row++)
        {
            float[] score = engine.Predict(new KeyedRow { ImageSource = rows[row].ImageSource }).Score;
            for (int k = 0; k < 3; k++)
                Assert.AreEqual(expected[row][k], score[k], 1e-5f);
        }
    }

    [TestMethod]
    public void GetGetter_OfAnotherTypeOrColumn_IsRefused()
    {
        IDataView scored = TinyModel.Student.Transform(TinyModel.Keyed(TinyModel.Rows(1)));
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        Assert.ThrowsExactly<ArgumentException>(() => cursor.GetGetter<float>(scored.Schema["Score"]));
        Assert.ThrowsExactly<ArgumentException>(() => cursor.GetGetter<uint>(scored.Schema["Label"]));
        Assert.IsFalse(cursor.IsColumnActive(scored.Schema["Label"]));
    }

    /// <summary>A cursor without the threads that ML.NET puts between its own steps, which read ahead themselves.</summary>
    private static DataViewRowCursor Plain(IDataView view, IEnumerable<DataViewSchema.Column> columns) =>
        view.GetRowCursorSet(columns, 1).Single();

    /// <summary>Columns that a later one of the same name hides are served the stock way.</summary>
    private static IEnumerable<DataViewSchema.Column> Visible(IDataView view) => view.Schema.Where(column => !column.IsHidden);

    private static ITransformer Stock()
    {
        using var stream = new MemoryStream();
        TinyModel.Context.Model.Save(TinyModel.Student, TinyModel.Keyed(TinyModel.Rows(1)).Schema, stream);
        stream.Position = 0;
        return TinyModel.Context.Model.Load(stream, out _);
    }

    private static IEnumerable<ScoredRow> Rows(IDataView view) =>
        TinyModel.Context.Data.CreateEnumerable<ScoredRow>(view, reuseRowObject: false);

    private static string[] Described(DataViewSchema schema) =>
        [.. schema.Select(column => $"{column.Name} {column.Type} {column.IsHidden} "
            + $"{string.Join(',', column.Annotations.Schema.Select(each => $"{each.Name} {each.Type}"))}")];

    private sealed class CountedRows(ImageRow[] rows)
    {
        private bool _started;

        public int Read { get; private set; }

        public IEnumerable<ImageRow> Once()
        {
            Assert.IsFalse(_started, "The rows are read a second time.");
            _started = true;
            foreach (ImageRow row in rows)
            {
                Read++;
                yield return row;
            }
        }
    }

    private sealed class ScoredRow
    {
        public byte[] ImageSource { get; set; } = [];

        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }

    private sealed class KeyedRow
    {
        public byte[] ImageSource { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }

    private sealed class ScoreOnly
    {
        public float[] Score { get; set; } = [];
    }
}
