using System.Text;
using System.Text.RegularExpressions;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes to texts that keep their form: whole words, numbers, brackets and quoted texts in place of bytes.</summary>
internal static partial class TextMutator
{
    private const int MostChanges = 5;

    /// <param name="text">UTF-8.</param>
    /// <param name="other">Another text.</param>
    /// <param name="words">What may come instead.</param>
    /// <param name="random">Decides all.</param>
    public static byte[] Mutate(byte[] text, byte[] other, IReadOnlyList<string> words, Random random)
    {
        if (random.Next(4) == 0)
            return ByteMutator.Mutate(text, other, random);
        List<string> tokens = [.. Token().Matches(Encoding.UTF8.GetString(text)).Select(match => match.Value)];
        for (int change = Changes.Count(MostChanges, random); change > 0 && tokens.Count > 0; change--)
            Change(tokens, words, random);
        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    private static void Change(List<string> tokens, IReadOnlyList<string> words, Random random)
    {
        int place = random.Next(tokens.Count);
        // Mostly a value, so that the form stays.
        for (int again = 0; again < 5 && !IsValue(tokens[place]); again++)
            place = random.Next(tokens.Count);
        int length = Math.Min(random.Next(1, 20), tokens.Count - place);
        switch (random.Next(14))
        {
            case 0: tokens.RemoveAt(place); break;
            case 1: tokens.InsertRange(place, tokens.GetRange(random.Next(tokens.Count - length + 1), length)); break;
            case 2: tokens.RemoveRange(place, length); break;
            case 3: (tokens[place], tokens[^1]) = (tokens[^1], tokens[place]); break;
            case 4: tokens.Insert(place, words[random.Next(words.Count)]); break;
            case 5: Nest(tokens, place, random); break;
            default: tokens[place] = words[random.Next(words.Count)]; break;
        }
    }

    private static bool IsValue(string token) => token[0] == '"' || char.IsLetterOrDigit(token[0]);

    private static void Nest(List<string> tokens, int place, Random random)
    {
        int depth = random.Next(1, random.Next(6) == 0 ? 20_000 : 80);
        string begin = random.Next(2) == 0 ? "[" : "{\"a\":";
        tokens[place] = string.Concat(Enumerable.Repeat(begin, depth))
            + "1"
            + string.Concat(Enumerable.Repeat(begin == "[" ? "]" : "}", depth));
    }

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|[\w.+-]+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
