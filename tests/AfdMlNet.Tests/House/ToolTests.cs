using AfdMlNet.Cli;
using AfdMlNet.Images;
using AfdMlNet.Reporting;
using Mono.Cecil;

namespace AfdMlNet.Tests.House;

/// <summary>
/// The tool is made as a user of the packages would make it: it reaches for little that they do not show. The limits may only fall.
/// </summary>
[TestClass]
public sealed class ToolTests
{
    [TestMethod]
    [DataRow(typeof(AdversarialDistillationTrainer), 10)]
    [DataRow(typeof(RunReport), 17)]
    [DataRow(typeof(ImageFit), 5)]
    public void Tool_UsesAtMostSoManyInternalTypes(Type library, int limit)
    {
        using ModuleDefinition shown = ModuleDefinition.ReadModule(library.Assembly.Location);
        using ModuleDefinition tool = ModuleDefinition.ReadModule(typeof(CliException).Assembly.Location);
        HashSet<string> hidden = [.. shown.Types.Where(type => !type.IsPublic).Select(type => type.FullName)];

        string[] used =
        [
            .. tool.Types.SelectMany(user => TypeUses.Of(user).Select(use => (User: user.Name, Use: use)))
                .Where(pair => pair.Use.Scope.Name == shown.Assembly.Name.Name && hidden.Contains(pair.Use.FullName))
                .GroupBy(pair => pair.Use.FullName, pair => pair.User)
                .Select(type => $"{type.Key} by {string.Join(", ", type.Distinct().Order())}")
                .Order(),
        ];

        Assert.IsNotEmpty(used, "The search found nothing.");
        Assert.IsLessThanOrEqualTo(limit, used.Length, $"Internal types of {shown.Name}:\n{string.Join('\n', used)}");
    }
}
