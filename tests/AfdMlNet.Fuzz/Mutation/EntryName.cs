namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Names of files in archives, as nobody's files should be called.</summary>
internal static class EntryName
{
    private static readonly string[] _names =
    [
        "../x.png", "a/../../x.png", "/x.png", @"\x.png", @"..\x.png", "C:/x.png", "C:x.png", "//host/share/x.png", "a/con.png", "aux.png",
        "a/nul", "a\0b.png", "a/\u0001.png", "a./x.png", "a /x.png", "x.png ", "x.png.", ".", "..", "", "a//b.png", "a/x.png/b.png",
        "a/x.png:stream", "a/*?.png", ".hidden/x.png", "~/x.png", "./x.png", "a/./x.png", "a/\u00e9.png", "a/\u001b[2J.png", "=1+1/x.png",
    ];

    public static string Make(string name, Random random) => random.Next(4) switch
    {
        0 => name + _names[random.Next(_names.Length)],
        1 => string.Concat(Enumerable.Repeat("a/", random.Next(1, 3000))) + "x.png",
        2 => new string('n', random.Next(1, 70_000)) + ".png",
        _ => _names[random.Next(_names.Length)],
    };
}
