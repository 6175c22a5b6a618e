using AfdMlNet.Cli.Data.Archives;
using AfdMlNet.Cli.Scoring;
using Microsoft.ML;

namespace AfdMlNet.Cli.Train;

/// <summary>What training gives: the student, and the chain around it that is saved.</summary>
internal sealed record TrainedModel(
    MLContext Context, AdversarialDistillationTransformer Student, ITransformer Chain, TemporaryFolder Temporary) : IDisposable
{
    /// <summary>Saves the chain for rows of bytes and label, so that an app needs no files to predict.</summary>
    public void Save(string path)
    {
        using FileStream stream = File.Create(path);
        Context.Model.Save(Chain, Context.Data.LoadFromEnumerable(Array.Empty<ImageRow>()).Schema, stream);
    }

    public void Dispose()
    {
        Student.Dispose();
        Temporary.Dispose();
    }
}
