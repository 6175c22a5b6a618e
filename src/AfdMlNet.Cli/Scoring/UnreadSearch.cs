using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Cli.Scoring;

/// <summary>Looks for the images that a model cannot score.</summary>
internal static class UnreadSearch
{
    /// <summary>The images that a model cannot score, in their order: each is tried alone.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<UnreadImage> Among(
        IReadOnlyList<LabeledImage> images, SavedModel model, Display display, CancellationToken cancellation)
    {
        using var engine = model.Context.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(
            model.Transformer, new PredictionEngineOptions { OwnsTransformer = false });
        List<UnreadImage> unread = [];
        for (int index = 0; index < images.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (ReasonFor(images[index].ImagePath, engine) is { } reason)
                unread.Add(new(images[index], reason));
            display.Stage("Looking for the images that cannot be read", index + 1, images.Count);
        }

        return unread;
    }

    private static string? ReasonFor(string path, PredictionEngine<ImageRow, ImagePrediction> engine)
    {
        try
        {
            _ = engine.Predict(new() { ImageSource = EncodedFile.Read(path) });
            return null;
        }
        // ML.NET wraps what the decoder says in exceptions of several kinds.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            return ErrorText.Of(error).Message;
        }
    }
}
