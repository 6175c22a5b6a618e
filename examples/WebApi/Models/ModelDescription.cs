namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>What a model is.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Classes">The classes, in the order of the probabilities.</param>
/// <param name="Input">The size that images are brought to, if the model tells.</param>
/// <param name="LoadedAt">When it was loaded.</param>
internal sealed record ModelDescription(string Name, IReadOnlyList<string> Classes, PixelSize? Input, DateTimeOffset LoadedAt);

/// <summary>A size in pixels.</summary>
internal sealed record PixelSize(int Width, int Height);
