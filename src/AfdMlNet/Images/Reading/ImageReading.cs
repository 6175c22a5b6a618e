using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Images;

/// <summary>The readings of one column: what is assumed of all rows, and what happens where it does not hold.</summary>
internal sealed class ImageReading(
    IDataView data, ImageColumn column, ImageReadOptions options, int classCount, CancellationToken cancellation)
{
    /// <summary>The row that showed that the images share no size; null where none did.</summary>
    public long? Misfit { get; private set; }

    /// <summary>The shape of the first image that can be read; null where there is none.</summary>
    public ImageShape? FirstShape()
    {
        using DataViewRowCursor cursor = ReadPass.RowsOf(data, [data.Schema[column.Name]], oneByOne: true);
        while (UpstreamError.Next(cursor))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return column.Kind == ImageColumnKind.Encoded ? FirstEncoded(cursor) : FirstBitmap(cursor);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The pass over all rows names it.
            }
        }

        return null;
    }

    /// <summary>Reads encoded images or bitmaps.</summary>
    /// <param name="shape">The shape to bring them to.</param>
    /// <param name="shared">Whether they all have it already.</param>
    /// <returns>The images, or null where they do not share the shape.</returns>
    public ReadImages? OfShape(ImageShape shape, bool shared)
    {
        int slots = ReadPass.SlotsFor(shape);
        if (column.Kind == ImageColumnKind.Encoded)
            return Pass(data, shape, new EncodedRows(column.Name, shape, options.Fit, shared, slots), PixelScale.Bytes);
        IDataView sized = shared || column.Shape == shape ? data : Resized(shape);
        ReadImages? images = Pass(sized, shape, new BitmapRows(column.Name, shape, slots), PixelScale.Bytes);
        return images is null && !shared
            ? throw new InvalidDataException($"Column '{column.Name}' says that its images are {shape}, but some are not.")
            : images;
    }

    /// <summary>Reads pixels: exactly where they are scaled in a usual way, else rounded to 256 steps.</summary>
    /// <param name="known">The scale, where it has been decided.</param>
    public ReadImages OfPixels(PixelScale? known = null)
    {
        if (known is { } scale)
            return Pixels(scale, exact: false)!;
        foreach (PixelScale usual in PixelScale.Usual)
        {
            if (Pixels(usual, exact: true) is { } images)
                return images;
        }

        return Pixels(Range(), exact: false)!;
    }

    private static InvalidDataException NoRows() => new("There are no rows: nothing to train on.");

    private ReadImages? Pixels(PixelScale scale, bool exact)
    {
        ImageShape shape = column.Shape!.Value;
        return Pass(data, shape, new PixelRows(column, scale, exact, ReadPass.SlotsFor(shape)), scale);
    }

    private ReadImages? Pass(IDataView view, ImageShape shape, ImageRows rows, PixelScale scale)
    {
        try
        {
            return Pass(view, shape, rows, scale, oneByOne: false);
        }
        catch (InvalidDataException error) when (UpstreamError.IsReadAhead(error))
        {
            return Pass(view, shape, rows, scale, oneByOne: true);
        }
    }

    private ReadImages? Pass(IDataView view, ImageShape shape, ImageRows rows, PixelScale scale, bool oneByOne)
    {
        using ImageSetBuilder builder = new(shape, classCount, options.MemoryLimit, options.Folder);
        ReadPass pass = new(view, options.LabelColumn, column.Name, shape, options.Progress, cancellation)
        {
            OneByOne = oneByOne,
            AllowsMissingLabels = options.AllowsMissingLabels,
        };
        if (!pass.Run(rows, builder))
        {
            Misfit = pass.Misfit;
            return null;
        }

        BadRows bad = pass.Bad.In(data);
        if (builder.Count == 0)
            throw bad.Count > 0 ? bad.NoneLeft() : NoRows();
        return new ReadImages(builder.Build(), column, scale) { Bad = bad };
    }

    private PixelScale Range()
    {
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        PixelRows rows = new(column, PixelScale.Bytes, exact: false, slots: 1);
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[column.Name]]);
        rows.Bind(cursor);
        while (UpstreamError.Next(cursor))
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Take(0);
            try
            {
                foreach (float value in rows.Values(0))
                    (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
            }
            catch (InvalidDataException)
            {
                // The pass over all rows names it.
            }
        }

        return PixelScale.Spanning(minimum, maximum);
    }

    private IDataView Resized(ImageShape shape) =>
        StockResizing.Create(new MLContext().Transforms, column.Name, column.Name, shape, options.Fit).Fit(data).Transform(data);

    private ImageShape FirstEncoded(DataViewRow row)
    {
        VBuffer<byte> bytes = default;
        row.GetGetter<VBuffer<byte>>(row.Schema[column.Name])(ref bytes);
        (int width, int height) = ImageDecoder.ReadSize([.. bytes.DenseValues()]);
        return new ImageShape(width, height);
    }

    private ImageShape FirstBitmap(DataViewRow row)
    {
        MLImage? image = null;
        row.GetGetter<MLImage>(row.Schema[column.Name])(ref image!);
        return image is null ? throw new InvalidDataException("There is no image (null).") : new ImageShape(image.Width, image.Height);
    }
}
