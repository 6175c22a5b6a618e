using Microsoft.ML;

namespace AfdMlNet.Scoring;

/// <summary>
/// Something with native memory behind it: freed when its owner has given it up and its last user has left. Safe on any thread.
/// </summary>
/// <param name="free">Frees it; called once.</param>
/// <param name="refusal">What a user is told who comes afterwards.</param>
internal sealed class UseCount(Action free, string refusal) : IDisposable
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _givenUp;

    /// <summary>Begins a use, which <see cref="Leave"/> ends.</summary>
    /// <exception cref="ObjectDisposedException">It has been given up.</exception>
    public void Enter()
    {
        lock (_lock)
        {
            if (_givenUp)
                throw new ObjectDisposedException(nameof(AdversarialDistillationTransformer), refusal);
            _users++;
        }
    }

    /// <summary>Ends a use.</summary>
    public void Leave()
    {
        bool isLast;
        lock (_lock)
            isLast = --_users == 0 && _givenUp;
        if (isLast)
            free();
    }

    /// <summary>Gives it up; a second call does nothing.</summary>
    public void Dispose()
    {
        bool isUnused;
        lock (_lock)
        {
            isUnused = _users == 0 && !_givenUp;
            _givenUp = true;
        }
        if (isUnused)
            free();
    }

    /// <summary>Does something as a user.</summary>
    public T During<T>(Func<T> use)
    {
        Enter();
        try
        {
            return use();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>A getter each of whose calls is a use.</summary>
    public ValueGetter<T> Guarded<T>(ValueGetter<T> getter) => (ref T value) =>
    {
        Enter();
        try
        {
            getter(ref value);
        }
        finally
        {
            Leave();
        }
    };
}
