using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Integration;

/// <summary>The tool as a newcomer gets it: packed, installed from a folder, run where there is nothing else.</summary>
[TestClass]
public sealed class ToolPackageTests
{
    // What a public feed takes.
    private const long LargestPackage = 250_000_000;

    [TestMethod]
    public void Tool_InstalledFromAFolder_HelpsAndTrainsInAnEmptyFolder()
    {
        using var folder = new ScratchFolder();
        LocalPackages.Dotnet(LocalPackages.Repository(), "pack", Path.Combine("src", "AfdMlNet.Cli"), "-c", LocalPackages.Configuration,
            "-o", folder["packages"], "-v", "q");
        Directory.CreateDirectory(folder["home"]);

        LocalPackages.Dotnet(folder["home"], "tool", "install", "afd", "--tool-path", folder["tools"], "--source", folder["packages"]);

        AssertOneSmallPlatform(folder["packages"]);
        Assert.Contains("afd train FOLDER", Run(folder, "--help"));
        DrawnImages.Write(folder["home/data/train"], DrawnImages.Encoded(8));
        DrawnImages.Write(folder["home/data/test"], DrawnImages.Encoded(2, seed: 2));
        string told = Run(folder, "train", "data", "--students", "resnet8,resnet8", "--epochs", "2", "--batch-size", "8", "--out", "out");
        Assert.Contains("Next: open", told);
        Assert.Contains("across", Run(folder, "score", "out", Directory.GetFiles(folder["home/data/test/across"])[0]));
    }

    private static void AssertOneSmallPlatform(string packages)
    {
        string platform = Directory.GetFiles(packages, "afd.*-*.nupkg").Single();
        Assert.IsLessThan(LargestPackage, new FileInfo(platform).Length);
        using ZipArchive package = ZipFile.OpenRead(platform);
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.IsTrue(files.Any(file => file.Contains("torch_cpu", StringComparison.Ordinal)));
        foreach (string unwanted in (string[])["torch_python", "/ios", "/android", "/runtimes/", "content"])
            Assert.IsFalse(files.Any(file => file.Contains(unwanted, StringComparison.Ordinal)), unwanted);
    }

    private static string Run(ScratchFolder folder, params string[] arguments)
    {
        string name = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "afd.exe" : "afd";
        return LocalPackages.Finish(new ProcessStartInfo(Path.Combine(folder["tools"], name), arguments)
        {
            WorkingDirectory = folder["home"],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
    }
}
