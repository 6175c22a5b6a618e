using System.Diagnostics;
using AfdMlNet.Tests.Integration;

namespace AfdMlNet.Tests.Documents;

/// <summary>The repository's files as git lists them, new ones too: paths with slashes, from its root.</summary>
internal static class TrackedFiles
{
    private static readonly Lazy<string[]> _all = new(List);

    /// <summary>All paths; the test is inconclusive where there is no git, as in an unpacked archive.</summary>
    public static IReadOnlyList<string> All => _all.Value;

    public static string FullPath(string path) => Path.Combine(LocalPackages.Repository(), path);

    public static string Text(string path) => File.ReadAllText(FullPath(path));

    private static string[] List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = LocalPackages.Repository(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            string paths = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            if (git.ExitCode == 0)
                return [.. paths.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(FullPath(path)))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }

        throw new AssertInconclusiveException("git does not list the repository's files.");
    }
}
