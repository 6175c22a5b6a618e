using System.Diagnostics;
using System.Text.Json.Nodes;
using AfdMlNet.ModelBuilder;
using AfdMlNet.Tests.Cli;

namespace AfdMlNet.Tests.Integration;

/// <summary>The generated notebook, run from its first cell to its last by dotnet-repl, with packages alone.</summary>
[TestClass]
public sealed class NotebookTests
{
    private const string Tool = "dotnet-repl", Version = "0.3.259";

    [TestMethod]
    public void Notebook_RunToItsEnd_NamesThePictureAndShowsItWithAChart()
    {
        using var folder = new ScratchFolder();
        Install(folder);
        LocalPackages.OfferTo(folder.Path);
        DrawnImages.Write(folder["images"], DrawnImages.Encoded(2, seed: 3));
        new ModelBuilderExport("Shapes") { Notebook = true, ImageFolder = folder["images"] }
            .Write(TinyModel.Save(folder["model.zip"]), folder["app"]);

        JsonNode notebook = Run(folder, "Shapes.ipynb");

        JsonNode[] outputs = [.. notebook["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? [])!];
        Assert.IsFalse(outputs.Any(output => (string)output["output_type"]! == "error"), notebook.ToJsonString());
        string shown = string.Concat(outputs.Select(output => output.ToJsonString()));
        string first = Directory.GetFiles(folder["images"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        using var engine = TinyModel.Context.Model.CreatePredictionEngine<AfdMlNet.Cli.Scoring.ImageRow, Prediction>(
            TinyModel.Context.Model.Load(folder["model.zip"], out _));
        Assert.Contains($".png: {engine.Predict(new() { ImageSource = File.ReadAllBytes(first) }).PredictedLabel}", shown);
        Assert.Contains(Convert.ToBase64String(File.ReadAllBytes(first))[..40], shown.Replace("\\u002B", "+", StringComparison.Ordinal));
        JsonNode chart = outputs.Select(output => output["data"]?["image/svg+xml"]).OfType<JsonNode>().Single();
        var svg = System.Xml.Linq.XElement.Parse(
            chart is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)chart!);
        CollectionAssert.IsSubsetOf(DrawnImages.Classes, svg.Descendants().Select(text => text.Value).ToArray());
        Assert.HasCount(DrawnImages.Classes.Length, svg.Descendants().Where(element => element.Name.LocalName == "rect"));
    }

    private static void Install(ScratchFolder folder)
    {
        using Process install = Process.Start(LocalPackages.Start(
            folder.Path, "tool", "install", Tool, "--version", Version, "--tool-path", folder["tools"]))!;
        Task<string> told = install.StandardOutput.ReadToEndAsync(), error = install.StandardError.ReadToEndAsync();
        Assert.IsTrue(install.WaitForExit(Patience.Limit), "The tool's installation did not end.");
        if (install.ExitCode != 0)
            Assert.Inconclusive($"{Tool} {Version} cannot be installed here: {told.Result} {error.Result}");
    }

    private static JsonNode Run(ScratchFolder folder, string notebook)
    {
        ProcessStartInfo start = LocalPackages.Start(folder["app"], "--run", notebook, "--exit-after-run", "--output-path", "ran.ipynb");
        start.FileName = Path.Combine(folder["tools"], OperatingSystem.IsWindows() ? $"{Tool}.exe" : Tool);
        // It is for the .NET before.
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        LocalPackages.Finish(start);
        return JsonNode.Parse(File.ReadAllText(folder["app/ran.ipynb"]))!;
    }
}
