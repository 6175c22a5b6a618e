namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>Lets as many requests decode and score as there are processors; decoding is what takes memory.</summary>
internal sealed class ScoringGate(ServiceLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _free = new(limits.Scoring);

    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            return work();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
