namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>The model that new requests get.</summary>
internal sealed class ModelHolder : IDisposable
{
    private LoadedModel? _current;

    /// <summary>The current model, to be disposed by the user.</summary>
    public LoadedModel Use()
    {
        while (true)
        {
            LoadedModel model = Volatile.Read(ref _current) ?? throw new InvalidOperationException("No model is loaded.");
            // Between the two lines it may have been replaced and freed.
            if (model.TryUse())
                return model;
        }
    }

    /// <summary>Puts another model in place; the old one lives until its last request is done.</summary>
    public void Replace(LoadedModel model) => Interlocked.Exchange(ref _current, model)?.Dispose();

    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Dispose();
}
