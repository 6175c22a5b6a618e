using System.Text.Json;
using System.Text.Json.Nodes;
using AfdMlNet.Events;
using AfdMlNet.Files;

namespace AfdMlNet.ModelBuilder;

/// <summary>
/// A Model Builder project, <c>X.mbconfig</c>, of the scenario image classification with a folder of images. What it holds besides is kept.
/// </summary>
public sealed class ModelBuilderConfig
{
    /// <summary>The largest file read, in bytes: 1 MiB, hundreds of times what Model Builder writes.</summary>
    public const int MaximumLength = 1 << 20;

    private readonly JsonObject _root;

    private ModelBuilderConfig(string path, JsonObject root) => (Path, _root) = (System.IO.Path.GetFullPath(path), root);

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>The model's file beside it: <c>X.mlnet</c>, as a full path.</summary>
    public string ModelPath => System.IO.Path.ChangeExtension(Path, ".mlnet");

    /// <summary>The folder of images; a relative one is taken from where the file is.</summary>
    public string ImageFolder => ConfigSections.ImageFolder(_root, Path);

    /// <summary>The time to train for; null where it is not limited.</summary>
    public TimeSpan? TrainingTime => ConfigSections.TrainingTime(_root, Path);

    /// <summary>The fraction of the images to validate on; null where it is not given.</summary>
    public double? ValidationFraction => ConfigSections.ValidationFraction(_root, Path);

    /// <summary>Where Model Builder would train, such as <c>LocalGPU</c> or <c>Azure</c>; null where that is not given.</summary>
    internal string? Environment => ConfigSections.Environment(_root);

    /// <summary>Reads a project.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The project.</returns>
    /// <exception cref="FormatException">
    /// The file is not a Model Builder project for image classification with a folder of images.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelBuilderConfig Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var config = new ModelBuilderConfig(path, ReadObject(path));
            ConfigSections.CheckKind(config._root, path);
            ConfigSections.CheckTraining(config._root, path);
            // Wrong values are errors now, not when they are asked for after hours of training.
            _ = (config.ImageFolder, config.TrainingTime, config.ValidationFraction);
            config.Rehearse();
            return config;
        }
        // Text with half of a surrogate pair is found out where it is used, not where it is parsed.
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"'{path}' is not a Model Builder project: {error.Message}", error);
        }
    }

    /// <summary>Adds a run to the history and names the model beside the project as the one there is.</summary>
    /// <param name="history">How training went.</param>
    /// <param name="student">The student that the model is: its place in the ring.</param>
    public void AddRun(TrainingHistory history, int student = 0)
    {
        ArgumentNullException.ThrowIfNull(history);
        RunHistory.Add(_root, RunHistory.AccuracyOf(history, student), history.Elapsed, ModelPath);
    }

    /// <summary>Writes the project back; the file is replaced once the new one is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save() => AtomicFile.Write(Path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        _root.WriteTo(writer);
    });

    /// <summary>The project of an export.</summary>
    internal static ModelBuilderConfig Of(ModelBuilderExport export, string path)
    {
        var config = new ModelBuilderConfig(path, ConfigSections.Create(export));
        if (export.History is { } history)
            config.AddRun(history, export.TrainerOptions?.DeployedStudent ?? 0);
        return config;
    }

    /// <summary>Adds a run to a copy and writes that: what cannot be written is found out before training.</summary>
    private void Rehearse()
    {
        JsonObject copy = _root.DeepClone().AsObject();
        RunHistory.Add(copy, 0, TimeSpan.Zero, ModelPath);
        _ = copy.ToJsonString();
    }

    private static JsonObject ReadObject(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > MaximumLength)
            throw new FormatException($"'{path}' has {stream.Length} bytes; a Model Builder project has at most {MaximumLength}.");
        try
        {
            // The depth is bounded by the reader, at 64.
            JsonNode? root = JsonNode.Parse(stream, documentOptions: new() { AllowDuplicateProperties = false });
            return root as JsonObject ?? throw new FormatException($"'{path}' is not a Model Builder project: it is not a JSON object.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"'{path}' is not a Model Builder project: {error.Message}", error);
        }
    }
}
