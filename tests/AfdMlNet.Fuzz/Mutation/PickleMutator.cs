using System.Text;

namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Changes to a pickle by whole instructions.</summary>
internal static class PickleMutator
{
    private static readonly byte[][] _instructions =
    [
        .. ((string[])
        [
            "(", ")", ".", "N", "Q", "R", "]", "}", "a", "b", "e", "s", "t", "u", "\u0085", "\u0086", "\u0087", "\u0088", "\u0089",
            "\u0093", "\u0094",
            "K\u0001", "K\0", "M\u00ff\u00ff", "J\u00ff\u00ff\u00ff\u007f", "J\u00ff\u00ff\u00ff\u00ff", "h\0", "h\u0001", "h\u0002", "q\0",
            "q\u0001",
            "j\0\0\0\0", "r\u00ff\u00ff\u00ff\u00ff", "G\0\0\0\0\0\0\0\0", "X\u0001\0\0\0a", "X\u00ff\u00ff\u00ff\u00ff", "\u008c\u0001a",
            "\u008a\u0008\0\0\0\0\0\0\0\u0080",
            "ccollections\nOrderedDict\n", "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch\nFloatStorage\n", "cos\nsystem\n",
            "ctorch._utils\n_rebuild_parameter\n",
            "X\u0007\0\0\0storage", "\u0080\u0002", "\u0095\0\0\0\0\0\0\0\0", ")R", "}b", "(t", "(e",
        ]).Select(Encoding.Latin1.GetBytes),
    ];

    public static byte[] Mutate(byte[] pickle, byte[] other, Random random)
    {
        if (random.Next(2) == 0)
            return ByteMutator.Mutate(pickle, other, random);
        List<byte> bytes = [.. pickle];
        for (int change = Changes.Count(4, random); change > 0 && bytes.Count > 0; change--)
        {
            byte[] instruction = _instructions[random.Next(_instructions.Length)];
            int place = random.Next(bytes.Count);
            if (random.Next(3) == 0)
                bytes.RemoveRange(place, Math.Min(instruction.Length, bytes.Count - place));
            int times = random.Next(20) == 0 ? random.Next(1, 5000) : 1;
            bytes.InsertRange(place, Enumerable.Repeat(instruction, times).SelectMany(part => part));
        }
        return [.. bytes];
    }
}
