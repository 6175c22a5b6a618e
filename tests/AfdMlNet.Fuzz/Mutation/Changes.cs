namespace AfdMlNet.Fuzz.Mutation;

/// <summary>How many changes to make at once.</summary>
internal static class Changes
{
    /// <summary>Half of the time one: an input with many changes is refused for the first and tells nothing of the others.</summary>
    public static int Count(int most, Random random) => random.Next(2) == 0 ? 1 : random.Next(1, most + 1);
}
