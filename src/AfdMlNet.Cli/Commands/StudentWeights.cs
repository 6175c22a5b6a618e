namespace AfdMlNet.Cli.Commands;

/// <summary>Weights for a student to start from.</summary>
/// <param name="Student">The student's name, which may be that of several, or its place in the ring from 0.</param>
/// <param name="Path">The file.</param>
internal sealed record StudentWeights(string Student, string Path)
{
    /// <exception cref="FormatException">It is not <c>NAME=FILE</c>.</exception>
    public static StudentWeights Parse(string text)
    {
        string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        return parts is [{ Length: > 0 }, { Length: > 0 }]
            ? new(parts[0], parts[1])
            : throw new FormatException("give NAME=FILE or INDEX=FILE, such as resnet20=resnet20.pth.");
    }

    /// <summary>As it is given.</summary>
    public override string ToString() => $"{Student}={Path}";
}
