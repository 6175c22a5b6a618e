using System.CommandLine;

namespace AfdMlNet.Cli.Commands;

/// <summary>Weights for a student to start from.</summary>
/// <param name="Student">The student's name, which may be that of several, or its place in the ring from 0.</param>
/// <param name="Path">The file.</param>
internal sealed record StudentWeights(string Student, string Path)
{
    private const string Name = "--weights";

    public static Option<StudentWeights[]?> Option() => new(Name)
    {
        Description = "PyTorch weights (.pth, .pt, .safetensors) that a student starts from; once for each student. Default: fresh weights.",
        HelpName = "NAME|INDEX=FILE",
        CustomParser = result =>
        {
            StudentWeights?[] all = [.. result.Tokens.Select(token => Parse(token.Value))];
            if (all is not [] && !all.Contains(null))
                return all!;
            result.AddError($"{Name}: give NAME=FILE or INDEX=FILE, such as resnet20=resnet20.pth.");
            return null;
        },
    };

    private static StudentWeights? Parse(string text)
    {
        string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        return parts is [{ Length: > 0 }, { Length: > 0 }] ? new(parts[0], parts[1]) : null;
    }
}
