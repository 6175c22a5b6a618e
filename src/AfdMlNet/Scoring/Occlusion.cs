namespace AfdMlNet.Scoring;

/// <summary>Covers one part of a picture after the other, and looks at what becomes of a class's probability.</summary>
internal static class Occlusion
{
    private const int MostCells = 8;

    /// <param name="scorer">The network.</param>
    /// <param name="encoded">The picture as a file.</param>
    /// <param name="label">The class's index.</param>
    /// <exception cref="InvalidDataException">The picture cannot be decoded.</exception>
    public static OcclusionMap Of(BulkScorer scorer, ReadOnlySpan<byte> encoded, int label)
    {
        byte[] pixels = scorer.Decode(encoded);
        int cells = Math.Min(MostCells, Math.Min(scorer.Shape.Width, scorer.Shape.Height));
        // Windows of two by two cells, at every place: each cell is covered by up to four.
        int places = Math.Max(1, cells - 1);
        byte[] batch = new byte[(1 + places * places) * pixels.Length];
        pixels.CopyTo(batch, 0);
        byte[] mean = Mean(pixels);
        for (int place = 0; place < places * places; place++)
        {
            Span<byte> covered = batch.AsSpan((1 + place) * pixels.Length, pixels.Length);
            pixels.CopyTo(covered);
            Cover(covered, scorer, cells, place % places, place / places, mean);
        }
        BatchScores scores = scorer.Run(batch, 1 + places * places);
        double[][] falls = [.. Enumerable.Range(0, cells).Select(row => Enumerable.Range(0, cells).Select(column =>
        {
            IEnumerable<double> covering =
                from y in Enumerable.Range(row - 1, 2)
                from x in Enumerable.Range(column - 1, 2)
                where y >= 0 && x >= 0 && y < places && x < places
                select (double)(scores.Of(0)[label] - scores.Of(1 + y * places + x)[label]);
            return covering.Average();
        }).ToArray())];
        return new(scorer.Shape.Width, scorer.Shape.Height, pixels, falls);
    }

    private static byte[] Mean(byte[] pixels) =>
        [.. Enumerable.Range(0, 3).Select(channel => (byte)pixels.Where((_, i) => i % 3 == channel).Average(value => value))];

    private static void Cover(Span<byte> pixels, BulkScorer scorer, int cells, int column, int row, byte[] colour)
    {
        (int width, int height) = (scorer.Shape.Width, scorer.Shape.Height);
        for (int y = row * height / cells; y < Math.Min(height, (row + 2) * height / cells); y++)
        {
            for (int x = column * width / cells; x < Math.Min(width, (column + 2) * width / cells); x++)
                colour.CopyTo(pixels.Slice(3 * (y * width + x), 3));
        }
    }
}
