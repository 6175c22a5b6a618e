using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>
/// A model in memory, counted by its users: one is the holder, the others are requests. The last to dispose it frees it, so that a
/// request finishes on the model it began with.
/// </summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly ITransformer _transformer;
    private readonly ObjectPool<PredictionEngine<ImageRow, ImagePrediction>> _engines;
    private int _users = 1;

    public LoadedModel(MLContext context, ITransformer transformer, ModelDescription description)
    {
        _transformer = transformer;
        // A prediction engine is for one thread at a time. Microsoft.Extensions.ML's PredictionEnginePool would lend them out, but was not
        // at hand where this was built; it is a pool like this one.
        _engines = new DefaultObjectPoolProvider().Create(new EnginePolicy(context, transformer));
        Description = description;
    }

    public ModelDescription Description { get; }

    /// <summary>Counts one user more.</summary>
    /// <returns>Whether there was still one; if not the model is gone.</returns>
    public bool TryUse()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int found = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (found == users)
                return true;
            users = found;
        }

        return false;
    }

    /// <summary>The probability of each class.</summary>
    /// <param name="image">The whole file.</param>
    /// <exception cref="InvalidDataException">The bytes are no image that can be read.</exception>
    public float[] Predict(byte[] image)
    {
        PredictionEngine<ImageRow, ImagePrediction> engine = _engines.Get();
        try
        {
            return engine.Predict(new() { ImageSource = image }).Score;
        }
        finally
        {
            _engines.Return(engine);
        }
    }

    /// <summary>Counts one user less.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        (_engines as IDisposable)?.Dispose();
        (_transformer as IDisposable)?.Dispose();
    }

    private sealed class EnginePolicy(MLContext context, ITransformer transformer)
        : PooledObjectPolicy<PredictionEngine<ImageRow, ImagePrediction>>
    {
        public override PredictionEngine<ImageRow, ImagePrediction> Create() =>
            context.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(
                transformer, new PredictionEngineOptions { OwnsTransformer = false });

        public override bool Return(PredictionEngine<ImageRow, ImagePrediction> obj) => true;
    }
}
