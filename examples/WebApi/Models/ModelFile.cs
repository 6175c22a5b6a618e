using AfdMlNet.Images;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>Reads a model file and tries it.</summary>
internal static class ModelFile
{
    /// <summary>The largest file: several times the largest network of AfdMlNet.</summary>
    private const long MaximumBytes = 1 << 30;

    /// <summary>Loads a model that <c>afd train</c> or Model Builder's columns made: bytes in, probabilities out.</summary>
    /// <exception cref="ModelFileException">There is no such model, or it is damaged or of another kind.</exception>
    public static LoadedModel Load(string path)
    {
        LoadedModel? model = null;
        try
        {
            model = Read(path);
            int scores = model.Predict(Probe()).Length;
            if (scores != model.Description.Classes.Count)
                throw new FormatException($"it has {model.Description.Classes.Count} classes and answers {scores} probabilities.");
            return model;
        }
        // ML.NET answers a foreign file with whatever its reader stumbles over first.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            model?.Dispose();
            throw new ModelFileException($"'{path}' cannot be served: {error.Message}", error);
        }
    }

    private static LoadedModel Read(string path)
    {
        using MemoryStream stream = Content(path);
        SavedModelCheck.Check(stream);
        var context = new MLContext();
        ITransformer transformer = context.Model.Load(stream, out DataViewSchema? input);
        try
        {
            if (input?.GetColumnOrNull(nameof(ImageRow.ImageSource)) is not { Type: VectorDataViewType { ItemType.RawType: var item } }
                || item != typeof(byte))
                throw new FormatException($"it has no column {nameof(ImageRow.ImageSource)} of bytes, as the models of 'afd train' do.");
            return new(context, transformer,
                new(Path.GetFileName(path), Classes(transformer, input), InputSize(transformer, input), DateTimeOffset.UtcNow));
        }
        catch
        {
            (transformer as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>In one piece, as the file may be replaced while ML.NET reads it; and not before it looks like a model.</summary>
    private static MemoryStream Content(string path)
    {
        // Pipes and devices have no length, and opening one may wait for ever.
        long length = new FileInfo(path).Length;
        if (length is 0 or > MaximumBytes)
            throw new FormatException(length == 0
                ? "it is empty, or no ordinary file."
                : $"it has {length / 1e6:0} MB; {MaximumBytes / 1e6:0} are the most.");
        using FileStream file = File.OpenRead(path);
        SavedModelCheck.Check(file);
        var content = new MemoryStream((int)length);
        file.CopyTo(content);
        content.Position = 0;
        return content;
    }

    private static string[] Classes(ITransformer transformer, DataViewSchema input)
    {
        DataViewSchema output = transformer.GetOutputSchema(input);
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (output.GetColumnOrNull(nameof(ImagePrediction.Score)) is not { } score || !score.HasSlotNames())
            throw new FormatException($"it has no column {nameof(ImagePrediction.Score)} with the classes' names.");
        score.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>The last size that the model's steps bring images to.</summary>
    private static PixelSize? InputSize(ITransformer transformer, DataViewSchema schema)
    {
        PixelSize? size = null;
        foreach (ITransformer step in Steps(transformer))
        {
            schema = step.GetOutputSchema(schema);
            foreach (ImageDataViewType image in schema.Select(column => column.Type).OfType<ImageDataViewType>())
                size = new(image.Width, image.Height);
        }

        return size;
    }

    private static IEnumerable<ITransformer> Steps(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Steps) : [transformer];

    private static byte[] Probe()
    {
        using var bitmap = new SKBitmap(8, 8);
        bitmap.Erase(SKColors.Gray);
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
