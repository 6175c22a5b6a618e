namespace AfdMlNet.Settings;

/// <summary>The finite numbers that an option may be, or the seconds where it is a time; null is always allowed.</summary>
/// <param name="hint">What else to say to a caller who is out of it; empty for nothing.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RangeAttribute(string hint = "") : Attribute
{
    public double AtLeast { get; init; } = double.NegativeInfinity;

    public double Above { get; init; } = double.NegativeInfinity;

    public double AtMost { get; init; } = double.PositiveInfinity;

    public double Below { get; init; } = double.PositiveInfinity;

    public bool Contains(double value) =>
        double.IsFinite(value) && value >= AtLeast && value > Above && value <= AtMost && value < Below;

    /// <summary>The range in words, such as <c>at least 0 and below 1</c>.</summary>
    public override string ToString()
    {
        string range = double.IsFinite(AtLeast) && double.IsFinite(AtMost)
            ? FormattableString.Invariant($"from {AtLeast} to {AtMost}")
            : string.Join(" and ", Limits());
        return hint.Length == 0 ? range : $"{range}, {hint}";
    }

    private IEnumerable<string> Limits()
    {
        foreach ((string word, double limit) in new[] { ("at least", AtLeast), ("above", Above), ("at most", AtMost), ("below", Below) })
        {
            if (double.IsFinite(limit))
                yield return FormattableString.Invariant($"{word} {limit}");
        }
    }
}
