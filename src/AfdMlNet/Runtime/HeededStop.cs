namespace AfdMlNet.Runtime;

/// <summary>
/// The stop that work on this thread heeds between two layers. A network is called by way of code that hands no token down, its user's too.
/// </summary>
internal static class HeededStop
{
    [ThreadStatic]
    private static CancellationToken _asked;

    /// <summary>Does work that ends before its next layer once a stop is asked for.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static T During<T>(Func<T> work, CancellationToken stop)
    {
        CancellationToken before = _asked;
        _asked = stop;
        try
        {
            return work();
        }
        finally
        {
            _asked = before;
        }
    }

    /// <exception cref="OperationCanceledException">A stop was asked for.</exception>
    public static void ThrowIfAsked() => _asked.ThrowIfCancellationRequested();
}
