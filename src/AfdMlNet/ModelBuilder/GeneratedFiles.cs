using System.Text;
using System.Text.Json;
using AfdMlNet.Files;

namespace AfdMlNet.ModelBuilder;

/// <summary>The files of an export, from the templates to the disk.</summary>
internal static class GeneratedFiles
{
    private const string OptionIndent = "\n                ";

    public static IReadOnlyList<string> Write(ModelBuilderExport export, string folder, Action<Stream> writeModel)
    {
        Dictionary<string, string> values = Values(export);
        (string Name, string Text)[] project = [.. Project(export, values)];
        RefuseToReplace(folder, project.Select(file => file.Name));
        (string Name, string Text)[] texts = [.. Classes(export, values), .. Notebook(export, values), .. project];

        Directory.CreateDirectory(folder);
        string model = $"{export.Name}.mlnet";
        string config = $"{export.Name}.mbconfig";
        AtomicFile.Write(Path.Combine(folder, model), writeModel);
        foreach ((string name, string text) in texts)
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        ModelBuilderConfig.Of(export, Path.Combine(folder, config)).Save();
        return [model, config, .. texts.Select(file => file.Name)];
    }

    private static Dictionary<string, string> Values(ModelBuilderExport export) => new(PackageVersions.All)
    {
        ["Name"] = export.Name,
        ["Namespace"] = export.Namespace,
        ["AfdVersion"] = PackageVersions.Own,
        ["TorchVersion"] = PackageVersions.Torch,
        ["FolderLiteral"] = CSharpText.Literal(export.ImageFolder ?? ""),
        ["Options"] = string.Concat(OptionsCode.Lines(export.TrainerOptions ?? new()).Select(line => OptionIndent + line)),
    };

    private static IEnumerable<(string Name, string Text)> Classes(ModelBuilderExport export, Dictionary<string, string> values) =>
        ((string[])["consumption.cs", "training.cs", "evaluate.cs"])
            .Select(part => ($"{export.Name}.{part}", Template.Fill($"ModelBuilder/{part}", values)));

    private static IEnumerable<(string Name, string Text)> Notebook(ModelBuilderExport export, Dictionary<string, string> values)
    {
        if (export.Notebook)
            yield return ($"{export.Name}.ipynb",
                Template.Fill("ModelBuilder/notebook.ipynb", values, value => JsonEncodedText.Encode(value).ToString()));
    }

    private static IEnumerable<(string Name, string Text)> Project(ModelBuilderExport export, Dictionary<string, string> values)
    {
        if (export.Project == GeneratedProject.None)
            yield break;
        string kind = export.Project == GeneratedProject.Console ? "console" : "webapi";
        yield return ($"{export.ProjectName}.csproj", Template.Fill($"ModelBuilder/{kind}.csproj", values));
        yield return ("Program.cs", Template.Fill($"ModelBuilder/{kind}.cs", values));
    }

    /// <summary>The generated class is made anew each time, as Model Builder does; a project may have been worked on.</summary>
    private static void RefuseToReplace(string folder, IEnumerable<string> files)
    {
        if (files.FirstOrDefault(file => File.Exists(Path.Combine(folder, file))) is { } there)
            throw new IOException($"'{Path.Combine(folder, there)}' is there already: give another folder, or leave the project out.");
    }
}
