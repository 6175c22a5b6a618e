using System.Text.Json.Nodes;
using AfdMlNet.ModelBuilder;
using AfdMlNet.Tests.Cli;
using Microsoft.ML;

namespace AfdMlNet.Tests.ModelBuilder;

[TestClass]
public sealed class ModelBuilderExportTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Write_SavedModel_WritesTheSetAndCopiesTheModel()
    {
        string model = FirstByteModel.Save(_folder["model.zip"]);

        IReadOnlyList<string> files = new ModelBuilderExport("Pets").Write(model, _folder["out"]);

        CollectionAssert.AreEquivalent(
            (string[])["Pets.mlnet", "Pets.mbconfig", "Pets.consumption.cs", "Pets.training.cs", "Pets.evaluate.cs"], files.ToArray());
        CollectionAssert.AreEquivalent(files.ToArray(), Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).ToArray());
        CollectionAssert.AreEqual(File.ReadAllBytes(model), File.ReadAllBytes(_folder["out/Pets.mlnet"]));
        string consumption = File.ReadAllText(_folder["out/Pets.consumption.cs"]);
        foreach (string member in (string[])["namespace Pets_Model", "public partial class Pets", "class ModelInput",
            "public byte[] ImageSource", "class ModelOutput",
            "public uint Label", "public string PredictedLabel", "public float[] Score", "Lazy<PredictionEngine<ModelInput, ModelOutput>>",
            "ModelOutput Predict(ModelInput input)", "PredictAllLabels(", "GetSortedScoresWithLabels(", "GetLabels("])
            Assert.Contains(member, consumption);
        foreach (string member in (string[])["IDataView LoadImageFromFolder(MLContext mlContext, string folder)",
            "ITransformer RetrainModel(MLContext mlContext, IDataView trainData)",
            "IEstimator<ITransformer> BuildPipeline(MLContext mlContext)"])
            Assert.Contains(member, File.ReadAllText(_folder["out/Pets.training.cs"]));
    }

    [TestMethod]
    [DataRow(GeneratedProject.Console, "Pets_ConsoleApp.csproj")]
    [DataRow(GeneratedProject.WebApi, "Pets_WebApi.csproj")]
    public void Write_WithProject_LeavesNothingToFillIn(GeneratedProject project, string file)
    {
        var export = new ModelBuilderExport("Pets") { Project = project, Notebook = true, ImageFolder = "C:\\a \"b\"" };

        IReadOnlyList<string> files = export.Write(FirstByteModel.Save(_folder["model.zip"]), _folder["out"]);

        CollectionAssert.IsSubsetOf((string[])[file, "Program.cs", "Pets.ipynb"], files.ToArray());
        foreach (string text in files.Where(name => !name.EndsWith(".mlnet", StringComparison.Ordinal))
            .Select(name => File.ReadAllText(Path.Combine(_folder["out"], name))))
            Assert.DoesNotContain("{{", text);
        var packages = System.Xml.Linq.XDocument.Load(Path.Combine(_folder["out"], file)).Descendants("PackageReference")
            .ToDictionary(reference => (string)reference.Attribute("Include")!, reference => (string)reference.Attribute("Version")!);
        Assert.AreEqual("5.0.1", packages["Microsoft.ML"]);
        // In Visual Studio's tree they lie below the project's one file, as Model Builder has them.
        string[] nested = [.. System.Xml.Linq.XDocument.Load(Path.Combine(_folder["out"], file)).Descendants()
            .Where(item => item.Attribute("DependentUpon")?.Value == "Pets.mbconfig")
            .Select(item => (item.Attribute("Update") ?? item.Attribute("Include"))!.Value)];
        CollectionAssert.IsSubsetOf(
            (string[])["Pets.mlnet", "Pets.consumption.cs", "Pets.training.cs", "Pets.evaluate.cs"], nested);
        Assert.AreEqual(typeof(ModelBuilderExport).Assembly.GetName().Version!.ToString(3), packages["AfdMlNet.Images"]);
    }

    [TestMethod]
    public void Write_Notebook_IsOneOfCSharpCells()
    {
        new ModelBuilderExport("Pets") { Notebook = true, ImageFolder = "C:\\a \"b\"" }
            .Write(FirstByteModel.Save(_folder["model.zip"]), _folder["out"]);

        JsonNode notebook = JsonNode.Parse(File.ReadAllText(_folder["out/Pets.ipynb"]))!;

        Assert.AreEqual(4, (int)notebook["nbformat"]!);
        Assert.AreEqual(".net-csharp", (string)notebook["metadata"]!["kernelspec"]!["name"]!);
        string[] cells =
            [.. notebook["cells"]!.AsArray().Select(cell => string.Concat(cell!["source"]!.AsArray().Select(line => (string)line!)))];
        Assert.Contains("#r \"nuget: AfdMlNet.Images, ", cells[1]);
        Assert.Contains("""string folder = "C:\\a \"b\"";""", cells[^2]);
    }

    [TestMethod]
    public void Write_ProjectThatIsThere_IsNotReplacedAndNothingIsWritten()
    {
        string model = FirstByteModel.Save(_folder["model.zip"]);
        _folder.With("out/Program.cs");

        var error = Assert.ThrowsExactly<IOException>(() => new ModelBuilderExport("Pets") { Project = GeneratedProject.Console }
            .Write(model, _folder["out"]));

        Assert.Contains("Program.cs", error.Message);
        Assert.HasCount(1, Directory.GetFiles(_folder["out"]));
    }

    [TestMethod]
    public void Write_PipelineWithOtherColumns_ListsWhatIsMissing()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Data.LoadFromEnumerable(DrawnImages.Encoded(1));
        ITransformer model = ml.Transforms.CopyColumns("Copy", "Label").Fit(data);

        var error =
            Assert.ThrowsExactly<ArgumentException>(() => new ModelBuilderExport("Pets").Write(ml, model, data.Schema, _folder.Path));

        foreach (string column in (string[])["- ImageSource:", "- Label: a key", "- PredictedLabel:", "- Score:"])
            Assert.Contains(column, error.Message);
        Assert.IsEmpty(_folder.Files());
    }
}
