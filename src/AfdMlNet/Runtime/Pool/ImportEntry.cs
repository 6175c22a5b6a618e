namespace AfdMlNet.Runtime;

/// <summary>
/// Where a library keeps the address of a function that it calls, and what we would have it call instead. Others may do so too: theirs
/// stays.
/// </summary>
internal sealed unsafe class ImportEntry(nint* entry, nint ours)
{
    /// <summary>What the library called at first.</summary>
    public nint Original { get; } = *entry;

    public bool IsOurs => Volatile.Read(ref *entry) == ours;

    /// <returns>Whether the library calls our function now.</returns>
    public bool Install() => Interlocked.CompareExchange(ref *entry, ours, Original) is var found && (found == Original || found == ours);

    public void Remove() => Interlocked.CompareExchange(ref *entry, Original, ours);
}
