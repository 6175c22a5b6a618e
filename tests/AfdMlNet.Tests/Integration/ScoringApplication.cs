using System.Diagnostics;
using System.Globalization;

namespace AfdMlNet.Tests.Integration;

/// <summary>A scoring application of the test assets, run in a process of its own.</summary>
internal static class ScoringApplication
{
    /// <summary>Stock ML.NET packages alone.</summary>
    public const string Stock = "StockScorer";

    /// <summary>Stock packages and AfdMlNet.Images, for .NET 8.</summary>
    public const string WithImages = "EncodedScorer";

    /// <summary>What the application says of each image of a folder of class folders, in the paths' order.</summary>
    public static (string Path, string Label, float[] Scores)[] Score(string application, string model, string images)
    {
        // Beside this project's output, under the same configuration.
        string[] place = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..];
        string framework = application == WithImages ? "net8.0" : place[1];
        string program = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "..", "..", "TestAssets", application, "bin", place[0], framework, $"{application}.dll"));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, model, images])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error.Result);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static (string Path, string Label, float[] Scores) Parse(string line)
    {
        string[] parts = line.Split('\t');
        return (parts[0], parts[1], [.. parts[2].Split(' ').Select(score => float.Parse(score, CultureInfo.InvariantCulture))]);
    }
}
