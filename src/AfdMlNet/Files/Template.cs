using System.Reflection;
using System.Text.RegularExpressions;

namespace AfdMlNet.Files;

/// <summary>Generated files and reports are embedded texts with <c>{{Name}}</c> in them.</summary>
internal static partial class Template
{
    /// <summary>Fills a template in.</summary>
    /// <param name="name">Its folder and its file's name without <c>.txt</c>, such as <c>ModelBuilder/console.cs</c>.</param>
    /// <param name="values">What stands for what. A value is not looked through again.</param>
    /// <param name="encode">What a value goes through to be valid where it lands; null leaves it as it is.</param>
    /// <param name="home">The assembly that it is in; null is this one.</param>
    public static string Fill(
        string name, IReadOnlyDictionary<string, string> values, Func<string, string>? encode = null, Assembly? home = null)
    {
        using Stream stream = (home ?? typeof(Template).Assembly).GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return Placeholder().Replace(reader.ReadToEnd(), match =>
        {
            string value = values[match.Groups[1].Value];
            return encode is null ? value : encode(value);
        });
    }

    [GeneratedRegex(@"\{\{([\w.]+)\}\}")]
    private static partial Regex Placeholder();
}
