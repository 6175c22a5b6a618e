using System.Text.RegularExpressions;
using System.Xml.Linq;
using AfdMlNet.Tests.Cli;
using AfdMlNet.Tests.Documents;

namespace AfdMlNet.Tests.Integration;

/// <summary>docs/install.md, outside of the repository: an application trains, another one scores, with packages alone.</summary>
[TestClass]
public sealed partial class InstallTests
{
    private const string Template = "src/AfdMlNet.Templates";

    [TestMethod]
    public void Applications_OfTheInstallPage_TrainAndScore()
    {
        using var folder = new ScratchFolder();
        LocalPackages.OfferTo(folder.Path);
        LocalPackages.Dotnet(LocalPackages.Repository(), "pack", Template, "-o", folder["packages"], "-v", "q");
        DrawnImages.Write(folder["data"], DrawnImages.Encoded(10));

        // A hive of the test's own: what this user has installed stays as it is.
        string[] hive = ["--debug:custom-hive", folder["hive"]];
        string package = Directory.GetFiles(folder["packages"], "AfdMlNet.Templates.*.nupkg").Single();
        LocalPackages.Dotnet(folder.Path, ["new", "install", package, .. hive]);
        LocalPackages.Dotnet(folder.Path, ["new", "afd-train", "--output", "Flowers", .. hive]);
        string trainer = LocalPackages.Build(folder["Flowers"]);
        string told = LocalPackages.Dotnet(folder["Flowers"], trainer, folder["data"], "2");

        foreach (string word in (string[])[" training images, ", "epoch 2/2", "Accuracy", "Wrote model.zip and report.html."])
            Assert.Contains(word, told);
        string[] scored = Score(folder).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(30, scored);
        Assert.IsEmpty(scored.Select(line => line.Split('\t')[1]).Except(DrawnImages.Classes));
    }

    [TestMethod]
    public void Template_Versions_AreThisRepositorys()
    {
        foreach (XElement reference in XDocument.Parse(TrackedFiles.Text($"{Template}/afd-train/AfdTrain.csproj"))
            .Descendants("PackageReference"))
        {
            string name = reference.Attribute("Include")!.Value;
            Assert.AreEqual(VersionOf(name), reference.Attribute("Version")!.Value, name);
        }
    }

    private static string Score(ScratchFolder folder)
    {
        Directory.CreateDirectory(folder["Scorer"]);
        File.Copy(
            TrackedFiles.FullPath("tests/TestAssets/StockScorer/Program.cs"), folder["Scorer/Program.cs"]);
        string section = TrackedFiles.Text("docs/install.md").Split("## A scoring application")[1];
        string[] packages = [.. AddPackage().Matches(section).Select(line => line.Groups["name"].Value)];
        CollectionAssert.Contains(packages, "AfdMlNet.Images");
        File.WriteAllText(folder["Scorer/Scorer.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(name => $"<PackageReference Include=\"{name}\" Version=\"{VersionOf(name)}\" />"))}
              </ItemGroup>
            </Project>
            """);
        string scorer = LocalPackages.Build(folder["Scorer"], "-p:CreateHardLinksForCopyLocalIfPossible=true");
        return LocalPackages.Dotnet(folder["Scorer"], scorer, folder["Flowers/model.zip"], folder["data"]);
    }

    private static string VersionOf(string package) => package.StartsWith(nameof(AfdMlNet), StringComparison.Ordinal)
        ? XDocument.Parse(TrackedFiles.Text("Directory.Build.props")).Descendants("VersionPrefix").Single().Value
        : XDocument.Parse(TrackedFiles.Text("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(version => version.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    [GeneratedRegex("^dotnet add package (?<name>[\\w.]+)", RegexOptions.Multiline)]
    private static partial Regex AddPackage();
}
