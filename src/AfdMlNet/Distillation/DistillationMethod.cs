using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// Which losses act between the networks of the ring. A method is a value: the training loop does not know which one it runs.
/// </summary>
public sealed record DistillationMethod
{
    private DistillationMethod(string name) => Name = name;

    /// <summary>The method's short name, such as <c>afd</c>, <c>dml</c> or <c>l1+kd</c>.</summary>
    public string Name { get; }

    /// <summary>Whether each network learns from its teacher's probabilities: the KL term of equation (1).</summary>
    internal bool LearnsFromLogits { get; private init; }

    /// <summary>Whether each network learns from its teacher's feature maps through a discriminator: equations (2) and (3).</summary>
    internal bool IsAdversarial { get; private init; }

    /// <summary>The direct alignment of a feature map (first) with its teacher's (second), or null.</summary>
    internal Func<Tensor, Tensor, Tensor>? Alignment { get; private init; }

    /// <summary>Whether the teacher is trained beforehand and then stands still; else all networks learn at the same time.</summary>
    internal bool IsOffline { get; private init; }

    /// <summary>Whether feature maps take part, so that they are brought to one shape.</summary>
    internal bool ComparesMaps => IsAdversarial || Alignment is not null;

    /// <summary>Adversarial feature-map distillation: logits and feature maps (Chung et al., ICML 2020). The default.</summary>
    public static DistillationMethod Afd { get; } = new("afd") { LearnsFromLogits = true, IsAdversarial = true };

    /// <summary>Deep mutual learning round the ring: logits only (Zhang et al., CVPR 2018, for a ring of two).</summary>
    public static DistillationMethod Dml { get; } = new("dml") { LearnsFromLogits = true };

    /// <summary>Every network for itself: the baseline.</summary>
    public static DistillationMethod Independent { get; } = new("independent");

    /// <summary>
    /// Distillation from a teacher that is trained first and then frozen: logits only (Hinton et al. 2015). A ring of two.
    /// </summary>
    public static DistillationMethod Kd { get; } = new("kd") { LearnsFromLogits = true, IsOffline = true };

    /// <summary>
    /// Adversarial distillation from a teacher that is trained first and then frozen: its maps are always the real ones. A ring of two.
    /// </summary>
    public static DistillationMethod AfdOffline { get; } = new("afd-offline")
    {
        LearnsFromLogits = true,
        IsAdversarial = true,
        IsOffline = true,
    };

    /// <summary>Feature maps aligned by the mean absolute difference; no logits.</summary>
    public static DistillationMethod L1 { get; } = new("l1") { Alignment = AlignmentLoss.L1 };

    /// <summary>Feature maps aligned by the mean squared difference; no logits.</summary>
    public static DistillationMethod L2 { get; } = new("l2") { Alignment = AlignmentLoss.L2 };

    /// <summary><see cref="L1"/> and the logits of <see cref="Dml"/>.</summary>
    public static DistillationMethod L1Kd { get; } = new("l1+kd") { Alignment = AlignmentLoss.L1, LearnsFromLogits = true };

    /// <summary><see cref="L2"/> and the logits of <see cref="Dml"/>.</summary>
    public static DistillationMethod L2Kd { get; } = new("l2+kd") { Alignment = AlignmentLoss.L2, LearnsFromLogits = true };

    /// <summary>All methods.</summary>
    public static IReadOnlyList<DistillationMethod> All { get; } = [Afd, Dml, Independent, Kd, AfdOffline, L1, L2, L1Kd, L2Kd];

    /// <summary>The method of a name (case does not matter).</summary>
    /// <param name="name">The <see cref="Name"/> of one of <see cref="All"/>.</param>
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
