using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace AfdMlNet.Scoring;

/// <summary>
/// The same rows with images of their own. Stock steps dispose the images that they have read, and rows in memory hand out the caller's.
/// </summary>
/// <param name="source">The rows.</param>
internal sealed class ImageCopies(IDataView source) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => source.CanShuffle;

    /// <summary>The rows themselves where they hold no images.</summary>
    public static IDataView Of(IDataView source) =>
        source.Schema.Any(column => column.Type is ImageDataViewType) ? new ImageCopies(source) : source;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded, rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. source.GetRowCursorSet(columnsNeeded, n, rand).Select(cursor => new Cursor(cursor))];

    private sealed class Cursor(DataViewRowCursor cursor) : DataViewRowCursor
    {
        public override DataViewSchema Schema => cursor.Schema;

        public override long Position => cursor.Position;

        public override long Batch => cursor.Batch;

        public override bool MoveNext() => cursor.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => cursor.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => cursor.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ValueGetter<TValue> getter = cursor.GetGetter<TValue>(column);
            if (getter is not ValueGetter<MLImage> images)
                return getter;
            MLImage? own = null;
            ValueGetter<MLImage> copies = (ref MLImage copy) =>
            {
                images(ref own!);
                copy?.Dispose();
                copy = own is null ? null! : MLImage.CreateFromPixels(own.Width, own.Height, own.PixelFormat, own.Pixels);
            };
            return Unsafe.As<ValueGetter<TValue>>(copies);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                cursor.Dispose();
            base.Dispose(disposing);
        }
    }
}
