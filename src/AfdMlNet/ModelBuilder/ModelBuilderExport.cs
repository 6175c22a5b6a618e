using AfdMlNet.Events;
using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.ModelBuilder;

/// <summary>
/// Writes a trained model as Model Builder leaves one: <c>X.mlnet</c>, <c>X.mbconfig</c> and the class <c>X</c> in <c>X.consumption.cs</c>,
/// <c>X.training.cs</c> and <c>X.evaluate.cs</c>; on demand with a project or a notebook around them.
/// </summary>
public sealed class ModelBuilderExport
{
    private string? _namespace;

    /// <summary>An export under a name.</summary>
    /// <param name="name">The name of the class and the files: a C# identifier.</param>
    /// <exception cref="ArgumentException">No class can bear that name.</exception>
    public ModelBuilderExport(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (CSharpName.RefusalOfClass(name) is { } refusal)
            throw new ArgumentException($"The name of a Model Builder class: {refusal}.", nameof(name));
        Name = name;
    }

    /// <summary>The name of the class and the files.</summary>
    public string Name { get; }

    /// <summary>The class's namespace; default <c>X_ConsoleApp</c>, <c>X_WebApi</c> or, without a project, <c>X_Model</c>.</summary>
    /// <exception cref="ArgumentException">No namespace can bear that name.</exception>
    public string Namespace
    {
        get => _namespace ?? Name + ProjectSuffix;
        set => _namespace = value is not null && CSharpName.RefusalOfNamespace(value) is { } refusal
            ? throw new ArgumentException($"The namespace: {refusal}.", nameof(value))
            : value;
    }

    /// <summary>What to write around the class; default <see cref="GeneratedProject.None"/>.</summary>
    public GeneratedProject Project { get; set; }

    /// <summary>Whether to write <c>X.ipynb</c>, a notebook of C# cells; default false.</summary>
    public bool Notebook { get; set; }

    /// <summary>The folder of images that the model was trained on; null (default) leaves it to be filled in.</summary>
    public string? ImageFolder { get; set; }

    /// <summary>What the model was trained with; null (default) writes a pipeline with the default options.</summary>
    public AdversarialDistillationTrainer.Options? TrainerOptions { get; set; }

    /// <summary>How training went, for the run history; null (default) leaves it empty.</summary>
    public TrainingHistory? History { get; set; }

    /// <summary>The name of a generated project.</summary>
    internal string ProjectName => Name + ProjectSuffix;

    private string ProjectSuffix => Project switch
    {
        GeneratedProject.Console => "_ConsoleApp",
        GeneratedProject.WebApi => "_WebApi",
        _ => "_Model",
    };

    /// <summary>
    /// Writes the files of a fitted pipeline: <c>MapValueToKey("Label")</c>, the trainer on <c>ImageSource</c>,
    /// <c>MapKeyToValue("PredictedLabel")</c>.
    /// </summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="model">The fitted pipeline.</param>
    /// <param name="inputSchema">
    /// The schema that it was fitted on, with the columns <c>Label</c> (text) and <c>ImageSource</c> (encoded bytes).
    /// </param>
    /// <param name="folder">
    /// Where to; created where it is missing. Generated files that are there are replaced; a project's are not.
    /// </param>
    /// <returns>The files' names.</returns>
    /// <exception cref="ArgumentException">The pipeline has other columns: the message lists what is missing.</exception>
    /// <exception cref="IOException">A file cannot be written, or the folder has a project already.</exception>
    public IReadOnlyList<string> Write(MLContext mlContext, ITransformer model, DataViewSchema inputSchema, string folder)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        ArgumentNullException.ThrowIfNull(folder);
        ModelColumns.Check(model, inputSchema);
        return GeneratedFiles.Write(this, folder, stream => mlContext.Model.Save(model, inputSchema, stream));
    }

    /// <summary>Writes the files of a saved model, which is copied.</summary>
    /// <param name="modelPath">A <c>.zip</c> or <c>.mlnet</c> that <c>mlContext.Model.Save</c> wrote.</param>
    /// <param name="folder">
    /// Where to; created where it is missing. Generated files that are there are replaced; a project's are not.
    /// </param>
    /// <returns>The files' names.</returns>
    /// <exception cref="ArgumentException">The pipeline has other columns: the message lists what is missing.</exception>
    /// <exception cref="InvalidDataException">The file is no model, or not one that <see cref="SavedModelCheck"/> lets through.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or the folder has a project already.</exception>
    public IReadOnlyList<string> Write(string modelPath, string folder)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        ArgumentNullException.ThrowIfNull(folder);
        // Held open, so that what is copied is what was checked.
        using FileStream saved = File.OpenRead(modelPath);
        SavedModelCheck.Check(saved);
        ITransformer model = new MLContext().Model.Load(saved, out DataViewSchema inputSchema);
        using (model as IDisposable)
            ModelColumns.Check(model, inputSchema);
        return GeneratedFiles.Write(this, folder, stream =>
        {
            saved.Position = 0;
            saved.CopyTo(stream);
        });
    }
}
