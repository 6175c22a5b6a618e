using System.Globalization;

namespace AfdMlNet.Cli.Commands;

/// <summary>
/// A part of work that several processes share, as text <c>0/4</c> to <c>3/4</c>: counted from 0, as Slurm's arrays and the indexes of
/// Kubernetes' jobs may be. The processes need not know of each other.
/// </summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Shard(int Index, int Count)
{
    public const int Most = 100_000;

    /// <summary>The text as a part of a file's name: <c>0-of-4</c>.</summary>
    public string InNames => FormattableString.Invariant($"{Index}-of-{Count}");

    public static Shard Parse(string text)
    {
        if (text.Split('/') is not [var first, var second]
            || !TryNumber(first, out int index)
            || !TryNumber(second, out int count)
            || count is < 1 or > Most)
            throw new FormatException(
                $"'{text}' is not a shard: give its number and how many there are, such as 0/4 (at most {Most}). {Allowed(4)}");
        return index < count ? new(index, count) : throw new FormatException($"there is no shard '{text}'. {Allowed(count)}");
    }

    /// <summary>One after the other to each shard: alike things that stand together are spread over the shards.</summary>
    public IEnumerable<T> Dealt<T>(IEnumerable<T> items) => items.Where((_, place) => place % Count == Index);

    /// <summary>A block for each shard: their blocks one after the other are the whole. The lengths differ by 1 at most.</summary>
    public ArraySegment<T> Block<T>(T[] items) => new ArraySegment<T>(items)[Begin(Index, items.Length)..Begin(Index + 1, items.Length)];

    public override string ToString() => FormattableString.Invariant($"{Index}/{Count}");

    private int Begin(int index, int length) => (int)((long)length * index / Count);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Allowed(int count) => FormattableString.Invariant($"Shards count from 0: 0/{count} to {count - 1}/{count}.");
}
