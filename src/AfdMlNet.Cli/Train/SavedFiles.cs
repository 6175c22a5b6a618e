namespace AfdMlNet.Cli.Train;

/// <summary>The event that ends a run: what was written.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Student">The network that the model is.</param>
/// <param name="Files">The files' names.</param>
internal sealed record SavedFiles(string Folder, string Student, IReadOnlyList<string> Files);
