using AfdMlNet.Reporting;
using Mono.Cecil;

namespace AfdMlNet.Tests.House;

/// <summary>The folders of trainer and reports, which are their namespaces, use only what lies below them.</summary>
[TestClass]
public sealed class FolderTests
{
    private const string Face = "face";

    // From the ground up: a folder and the folders that it may use. "face" is the root: catalog, trainer, options, transformer.
    private static readonly (string Folder, string[] Below)[] _house =
    [
        ("Files", []),
        ("Settings", []),
        ("Runtime", ["Files"]),
        ("Convolutions", ["Runtime"]),
        ("Networks", ["Files", "Runtime", "Convolutions"]),
        ("Images", ["Files", "Settings", "Runtime", "Networks"]),
        ("Distributed", ["Files"]),
        ("Events", ["Files", "Images"]),
        ("Distillation", ["Settings", "Runtime", "Convolutions", "Images", "Networks", "Events"]),
        ("Onnx", ["Files", "Images", "Networks"]),
        ("Checkpoints", ["Files", "Settings", "Networks", "Distributed", "Events", "Distillation"]),
        ("Scoring", ["Files", "Images", "Onnx"]),
        ("Training",
            ["Files", "Settings", "Runtime", "Convolutions", "Images", "Networks", "Distributed", "Events", "Distillation", "Checkpoints"]),
        (Face,
        [
            "Files", "Settings", "Runtime", "Convolutions", "Images", "Networks", "Distributed", "Events", "Distillation", "Onnx",
            "Checkpoints",
            "Scoring", "Training",
        ]),
        ("ModelBuilder", ["Files", "Settings", "Images", "Networks", "Events", "Distillation", "Training", Face]),
        ("Reporting", ["Files", "Images", "Events", "Scoring", Face]),
    ];

    [TestMethod]
    public void Folders_UseOnlyWhatIsBelow()
    {
        using ModuleDefinition trainer = ModuleDefinition.ReadModule(typeof(AdversarialDistillationTrainer).Assembly.Location);
        using ModuleDefinition reports = ModuleDefinition.ReadModule(typeof(RunReport).Assembly.Location);
        (string From, string To, string Use)[] arrows = [.. Arrows(trainer, trainer), .. Arrows(reports, trainer)];
        // Or the search found nothing.
        Assert.IsTrue(arrows.Any(arrow => arrow is { From: "Training", To: "Distillation" }));
        Assert.IsTrue(arrows.Any(arrow => arrow is { From: "Reporting", To: "Events" }));
        HashSet<(string, string)> allowed = [.. _house.SelectMany(room => room.Below.Select(below => (room.Folder, below)))];

        string[] forbidden = [.. arrows.Where(arrow => !allowed.Contains((arrow.From, arrow.To))).Select(arrow => arrow.Use)];

        Assert.IsEmpty(forbidden, $"Move one of the two, or what both need below them:\n{string.Join('\n', forbidden)}");
    }

    [TestMethod]
    public void House_HasNoCircle()
    {
        string[] floors = [.. _house.Select(room => room.Folder)];

        foreach ((string folder, string[] below) in _house)
            Assert.IsTrue(below.All(used => Array.IndexOf(floors, used) < Array.IndexOf(floors, folder)), folder);
    }

    private static IEnumerable<(string From, string To, string Use)> Arrows(ModuleDefinition users, ModuleDefinition library) =>
        from type in users.Types.Where(IsOurs)
        from used in TypeUses.Of(type)
        where (used.Scope == library || used.Scope.Name == library.Assembly.Name.Name) && IsOurs(used) && FolderOf(used) != FolderOf(type)
        select (FolderOf(type), FolderOf(used), $"{FolderOf(type)} -> {FolderOf(used)}: {type.Name} uses {used.Name}");

    // The compiler's own types have no namespace of ours.
    private static bool IsOurs(TypeReference type) => type.Namespace is nameof(AfdMlNet) or "Microsoft.ML"
        || type.Namespace.StartsWith($"{nameof(AfdMlNet)}.", StringComparison.Ordinal);

    private static string FolderOf(TypeReference type) =>
        type.Namespace.Split('.') is [nameof(AfdMlNet), var folder, ..] ? folder : Face;
}
