namespace AfdMlNet.Fuzz.Mutation;

/// <summary>Values that JSON may hold and that programs stumble over.</summary>
internal static class JsonWords
{
    public static IReadOnlyList<string> All { get; } =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "0.5", "1e308", "1e999", "-1e999", "1e-320", "2147483647", "2147483648",
        "-9223372036854775809", "00", "1.",
        "\"\"", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"\\ud800\"", "\"\\u0000\"", "\"\\u001b[2J\"", "\"../../x\"", "\"1\"",
        "\"resnet8\"", "\"resnet8,resnet8\"",
        "\"" + new string('x', 70_000) + "\"", "[]", "{}", "[null]", "[{}]", "{\"a\":1,\"a\":2}", "[[]]", ",", ":", "{", "}", "[", "]",
        "\"a\":null,", "//x\n",
    ];
}
