namespace AfdMlNet.Fuzz.Limits;

/// <summary>What an input may cost, whatever the reader; beyond it the run fails.</summary>
public sealed record FuzzLimits
{
    /// <summary>The limits of every run.</summary>
    public static FuzzLimits Default { get; } = new();

    /// <summary>The most time beside <see cref="FuzzTarget.TimeBound"/>; 1 second.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most native memory beside <see cref="FuzzTarget.NativeBound"/>, in bytes; 64 MiB.</summary>
    public long Native { get; init; } = 64L << 20;

    /// <summary>What is too much, in words; null where nothing is.</summary>
    public string? Exceeded(Cost cost, FuzzTarget target, byte[] input)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(input);
        if (cost.Time > Time && cost.Time - Time > target.TimeBound(input))
        {
            double most = (Time + target.TimeBound(input)).TotalMilliseconds;
            return FormattableString.Invariant($"took {cost.Time.TotalMilliseconds:F0} ms, {most:F0} are the most");
        }

        if (cost.Allocated > target.AllocationBound(input.Length))
            return FormattableString.Invariant($"allocated {cost.Allocated} bytes, {target.AllocationBound(input.Length)} are the most");
        return cost.Native > Native && cost.Native - Native > target.NativeBound(input)
            ? FormattableString.Invariant($"took {cost.Native} bytes of native memory, {Native + target.NativeBound(input)} are the most")
            : null;
    }
}
