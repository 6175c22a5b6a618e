using System.Xml.Linq;
using AfdMlNet.Tests.Documents;

namespace AfdMlNet.Tests.House;

/// <summary>What a package brings along.</summary>
[TestClass]
public sealed class PackageTests
{
    private const string Charts = "OxyPlot.Core";

    [TestMethod]
    public void Trainer_BringsNoChartLibrary()
    {
        Assert.Contains(Charts, Packages("AfdMlNet.Reporting"));
        Assert.DoesNotContain(Charts, Packages("AfdMlNet"));
        Assert.DoesNotContain(Charts, Packages("AfdMlNet.ImageNet"));
    }

    /// <summary>Those of the project and of the projects that it refers to.</summary>
    private static HashSet<string> Packages(string project)
    {
        XDocument file = XDocument.Parse(TrackedFiles.Text($"src/{project}/{project}.csproj"));
        return
        [
            .. file.Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value),
            .. file.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                .SelectMany(Packages),
        ];
    }
}
