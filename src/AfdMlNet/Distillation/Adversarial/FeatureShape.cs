namespace AfdMlNet.Distillation;

/// <summary>The shape of a feature map, without the batch.</summary>
internal readonly record struct FeatureShape(int Channels, int Height, int Width)
{
    /// <summary>Channels x height x width.</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels}x{Height}x{Width}");
}
