namespace AfdMlNet.Cli.Data;

/// <summary>One image on disk and its class.</summary>
/// <param name="ImagePath">The file.</param>
/// <param name="Label">The name of the folder that it lies in; empty where its class is not known.</param>
internal sealed record LabeledImage(string ImagePath, string Label);
