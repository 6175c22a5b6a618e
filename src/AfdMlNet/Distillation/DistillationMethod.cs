namespace AfdMlNet.Distillation;

/// <summary>Which losses act between the networks of the ring. A method is a value: the training loop does not know which one it runs.</summary>
public sealed record DistillationMethod
{
    private DistillationMethod(string name) => Name = name;

    /// <summary>The method's short name: <c>afd</c>, <c>dml</c>, <c>independent</c>.</summary>
    public string Name { get; }

    /// <summary>Whether each network learns from its predecessor's probabilities: the KL term of equation (1).</summary>
    internal bool LearnsFromLogits { get; private init; }

    /// <summary>Whether each network learns from its predecessor's feature maps through a discriminator: equations (2) and (3).</summary>
    internal bool LearnsFromMaps { get; private init; }

    /// <summary>Adversarial feature-map distillation: logits and feature maps (Chung et al., ICML 2020). The default.</summary>
    public static DistillationMethod Afd { get; } = new("afd") { LearnsFromLogits = true, LearnsFromMaps = true };

    /// <summary>Deep mutual learning round the ring: logits only (Zhang et al., CVPR 2018, for a ring of two).</summary>
    public static DistillationMethod Dml { get; } = new("dml") { LearnsFromLogits = true };

    /// <summary>Every network for itself: the baseline.</summary>
    public static DistillationMethod Independent { get; } = new("independent");

    /// <summary>All methods.</summary>
    public static IReadOnlyList<DistillationMethod> All { get; } = [Afd, Dml, Independent];

    /// <summary>The method of a name (case does not matter).</summary>
    /// <param name="name"><c>afd</c>, <c>dml</c> or <c>independent</c>.</param>
    /// <returns>The method.</returns>
    /// <exception cref="ArgumentException">No method has that name.</exception>
    public static DistillationMethod Parse(string name) =>
        All.FirstOrDefault(method => method.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"There is no method '{name}'. There are: {string.Join(", ", All.Select(method => method.Name))}.", nameof(name));

    /// <summary>The method's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
