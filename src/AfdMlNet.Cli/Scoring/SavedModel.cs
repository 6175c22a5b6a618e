using AfdMlNet.Cli.Data.Archives;
using AfdMlNet.Images;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Cli.Scoring;

/// <summary>A model file, loaded by stock ML.NET.</summary>
internal sealed record SavedModel(
    MLContext Context, ITransformer Transformer, IReadOnlyList<string> Classes, TemporaryFolder Temporary) : IDisposable
{
    public const string FileName = "model.zip";

    public static SavedModel Load(string path)
    {
        string file = FileOf(path);
        try
        {
            return Read(file);
        }
        // ML.NET answers a foreign file with whatever its reader stumbles over first, and steps that do not fit each other later.
#pragma warning disable CA1031
        catch (Exception error) when (error is not (CliException or UnauthorizedAccessException))
#pragma warning restore CA1031
        {
            throw new CliException($"'{file}' is not an ML.NET model that can be read: {ErrorText.Plain(error.Message)}", cause: error);
        }
    }

    /// <summary>Frees the model, and deletes the file that ML.NET makes of its graph.</summary>
    public void Dispose()
    {
        (Transformer as IDisposable)?.Dispose();
        Temporary.Dispose();
    }

    /// <summary>The file that a path names: itself, or the one in a folder of <c>afd train</c>.</summary>
    public static string FileOf(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(file))
            throw new CliException($"There is no model '{file}'. 'afd train' writes one.");
        // Pipes and devices have no length either, and opening one may wait for ever.
        return new FileInfo(file).Length > 0 ? file : throw new CliException($"'{file}' is empty, or no ordinary file: it is no model.");
    }

    private static SavedModel Read(string file)
    {
        using FileStream stream = File.OpenRead(file);
        SavedModelCheck.Check(stream);
        var temporary = TemporaryFolder.Create(null);
        ITransformer? transformer = null;
        try
        {
            var context = new MLContext { TempFilePath = temporary.Path };
            transformer = context.Model.Load(stream, out DataViewSchema? input);
            if (input is null)
                throw new FormatException("it holds no description of its columns.");
            return new(context, transformer, ClassesOf(file, transformer, input), temporary);
        }
        catch
        {
            (transformer as IDisposable)?.Dispose();
            temporary.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<string> ClassesOf(string file, ITransformer transformer, DataViewSchema input)
    {
        CheckColumn(file, input, nameof(ImageRow.ImageSource), "bytes",
            type => type is VectorDataViewType { ItemType.RawType: var item } && item == typeof(byte));
        CheckColumn(file, input, nameof(ImageRow.Label), "text", type => type is TextDataViewType);
        DataViewSchema output = transformer.GetOutputSchema(input);
        CheckColumn(file, output, nameof(ImagePrediction.Score), "probabilities", type => type is VectorDataViewType);
        CheckColumn(file, output, nameof(ImageRow.Label), "classes", type => type is KeyDataViewType);
        VBuffer<ReadOnlyMemory<char>> classes = default;
        output[nameof(ImageRow.Label)].GetKeyValues(ref classes);
        return [.. classes.DenseValues().Select(name => name.ToString())];
    }

    private static void CheckColumn(string file, DataViewSchema schema, string name, string content, Predicate<DataViewType> isExpected)
    {
        if (schema.GetColumnOrNull(name) is not { } column || !isExpected(column.Type))
            throw new CliException(
                $"'{file}' is an ML.NET model of another kind: it has no column {name} of {content}, as the models of 'afd train' do.");
    }
}
