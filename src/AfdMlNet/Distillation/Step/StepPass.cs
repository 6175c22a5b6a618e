namespace AfdMlNet.Distillation;

/// <summary>A forward of all networks, and which losses are taken from it. A step is one pass, or two in the paper's order of updates.</summary>
/// <param name="InfersMaps">Whether h = T(f) is made.</param>
/// <param name="HasLogitLoss">Whether equation (1) is.</param>
/// <param name="IsAdversarial">Whether equations (2) and (3) are.</param>
internal sealed record StepPass(bool InfersMaps, bool HasLogitLoss, bool IsAdversarial)
{
    /// <summary>The passes of a step.</summary>
    /// <param name="rules">Which losses act.</param>
    /// <param name="isAdversarial">Whether the adversarial ones do in this step.</param>
    public static IReadOnlyList<StepPass> Of(DistillationRules rules, bool isAdversarial)
    {
        isAdversarial &= rules.Method.IsAdversarial;
        bool infersMaps = isAdversarial || rules.Method.Alignment is not null;
        return isAdversarial && rules.TwoForwards
            ? [new(infersMaps, HasLogitLoss: true, IsAdversarial: false), new(infersMaps, HasLogitLoss: false, IsAdversarial: true)]
            : [new(infersMaps, HasLogitLoss: true, isAdversarial)];
    }
}
