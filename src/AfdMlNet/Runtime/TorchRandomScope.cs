using TorchSharp;

namespace AfdMlNet.Runtime;

/// <summary>
/// Seeds torch's CPU generator, from which new modules draw their weights, and gives it back as it was.
/// That generator is one for the whole process, so one scope at a time is open: another thread's waits.
/// </summary>
internal sealed class TorchRandomScope : IDisposable
{
    private static readonly Lock _generator = new();

    private readonly torch.Tensor _stateBefore;
    private bool _disposed;

    /// <param name="seed">The same seed gives the same weights.</param>
    public TorchRandomScope(long seed)
    {
        TorchRuntime.EnsureLoaded();
        _generator.Enter();
        try
        {
            // Out of the caller's dispose scope, which may end before this one.
            _stateBefore = torch.get_rng_state().DetachFromDisposeScope();
            using torch.Generator generator = torch.Generator.Default;
            generator.manual_seed(seed);
        }
        catch
        {
            _generator.Exit();
            throw;
        }
    }

    /// <summary>To be called on the thread that opened the scope.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            torch.set_rng_state(_stateBefore);
            _stateBefore.Dispose();
        }
        finally
        {
            _generator.Exit();
        }
    }
}
