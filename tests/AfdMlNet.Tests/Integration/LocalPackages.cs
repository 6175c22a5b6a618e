using System.Diagnostics;
using System.Security;

namespace AfdMlNet.Tests.Integration;

/// <summary>
/// This repository's packages as a package source, and dotnet in folders outside the repository that sees it beside the machine's own.
/// </summary>
internal static class LocalPackages
{
    /// <summary>The configuration that these tests run in.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2];

    /// <summary>Packs what is built, and makes the folder and those below it see the packages.</summary>
    public static void OfferTo(string folder)
    {
        string source = Path.Combine(folder, "packages");
        foreach (string project in (string[])["AfdMlNet.Images", "AfdMlNet", "AfdMlNet.Reporting"])
            Dotnet(Repository(), "pack", Path.Combine("src", project), "--no-build", "-c", Configuration, "-o", source, "-v", "q");

        // The packages that the machine has are used where they lie. Ours go to a folder of this test's own: their version never changes.
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="local" value="{SecurityElement.Escape(source)}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{SecurityElement.Escape(Path.Combine(folder, "restored"))}" /></config>
              <fallbackPackageFolders><add key="machine" value="{SecurityElement.Escape(machine)}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>Builds the one project of a folder.</summary>
    /// <returns>The program that came out.</returns>
    public static string Build(string folder, params string[] properties)
    {
        Dotnet(folder, ["build", "-v", "q", "-o", "out", "-p:NuGetAudit=false", "-p:TreatWarningsAsErrors=true", .. properties]);
        return Path.Combine(folder, "out", $"{Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.csproj").Single())}.dll");
    }

    /// <summary>Runs dotnet to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static string Dotnet(string folder, params string[] arguments) => Finish(Start(folder, arguments));

    /// <summary>Runs a program's startup hook, which ends it.</summary>
    /// <returns>What it wrote.</returns>
    public static string Drive(string program, params string[] arguments)
    {
        ProcessStartInfo start = Start(Path.GetDirectoryName(program)!, [program, "--driver", .. arguments]);
        start.Environment["DOTNET_STARTUP_HOOKS"] = program;
        return Finish(start);
    }

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    /// <returns>What it wrote.</returns>
    public static string Finish(ProcessStartInfo start)
    {
        string shown = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience.Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{shown} did not end.");
        }

        Assert.AreEqual(0, process.ExitCode, $"{shown}\n{output.Result}\n{error.Result}");
        return output.Result;
    }

    /// <summary>How dotnet is started: nothing stays behind that would serve another build.</summary>
    public static ProcessStartInfo Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        // The test host's own, which would send a generated project to the wrong place.
        foreach (string name in (string[])["NUGET_PACKAGES", "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath"])
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>The folder of this repository.</summary>
    public static string Repository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AfdMlNet.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
