namespace AfdMlNet.Cli.Help;

/// <summary>What was meant by a word that is none.</summary>
internal static class NearestWord
{
    /// <summary>The word that the fewest changes make of it; null where all are far.</summary>
    public static string? Of(string typed, IEnumerable<string> words)
    {
        int most = Math.Max(1, typed.Length / 3);
        return words.Select(word => (Word: word, Changes: Changes(typed, word)))
            .Where(candidate => candidate.Changes <= most)
            .OrderBy(candidate => candidate.Changes)
            .FirstOrDefault().Word;
    }

    /// <summary>Letters to add, take away, change, or swap with their neighbour (Damerau and Levenshtein, restricted).</summary>
    private static int Changes(string from, string to)
    {
        int[,] least = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    least[i, j] = i + j;
                    continue;
                }
                int change = from[i - 1] == to[j - 1] ? 0 : 1;
                least[i, j] = Math.Min(
                    Math.Min(least[i - 1, j], least[i, j - 1]) + 1, least[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    least[i, j] = Math.Min(least[i, j], least[i - 2, j - 2] + 1);
            }
        }
        return least[from.Length, to.Length];
    }
}
