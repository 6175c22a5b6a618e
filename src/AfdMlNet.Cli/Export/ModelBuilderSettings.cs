namespace AfdMlNet.Cli.Export;

/// <summary>What <c>afd export --model-builder</c> was asked for.</summary>
/// <param name="Model">The model's file, or its folder.</param>
/// <param name="Folder">Where to write.</param>
/// <param name="Name">The class.</param>
/// <param name="Namespace">Its namespace, or null.</param>
/// <param name="Images">The folder of images, or null.</param>
/// <param name="Project"><c>console</c>, <c>webapi</c> or null.</param>
/// <param name="Notebook">Whether to write a notebook.</param>
internal sealed record ModelBuilderSettings(
    string Model, string Folder, string Name, string? Namespace, string? Images, string? Project, bool Notebook);
