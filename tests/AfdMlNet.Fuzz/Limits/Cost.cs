namespace AfdMlNet.Fuzz.Limits;

/// <summary>What reading an input took.</summary>
/// <param name="Time">The processor's time.</param>
/// <param name="Allocated">Managed bytes.</param>
/// <param name="Resident">By how many bytes the process grew at most while it read.</param>
public readonly record struct Cost(TimeSpan Time, long Allocated, long Resident)
{
    /// <summary>Resident bytes that the managed ones do not explain.</summary>
    public long Native => Math.Max(0, Resident - Allocated);

    /// <summary>The smaller of each.</summary>
    public Cost Least(Cost other) =>
        new(Time < other.Time ? Time : other.Time, Math.Min(Allocated, other.Allocated), Math.Min(Resident, other.Resident));
}
