namespace AfdMlNet.Distillation;

/// <summary>
/// A forward of all networks, and which losses are taken from it. A step is one pass, or two in the paper's order of updates.
/// </summary>
/// <param name="InfersMaps">Whether h = T(f) is made.</param>
/// <param name="HasLogitLoss">Whether equation (1) is.</param>
/// <param name="IsAdversarial">Whether equations (2) and (3) are.</param>
/// <param name="IsTurned">Whether the ring runs the other way round.</param>
internal sealed record StepPass(bool InfersMaps, bool HasLogitLoss, bool IsAdversarial, bool IsTurned)
{
    /// <summary>The passes of a step.</summary>
    /// <param name="rules">Which losses act.</param>
    /// <param name="isAdversarial">Whether the adversarial ones do in this step.</param>
    /// <param name="isTurned">Whether the ring runs the other way round in this step.</param>
    public static IReadOnlyList<StepPass> Of(DistillationRules rules, bool isAdversarial, bool isTurned = false)
    {
        isAdversarial &= rules.Method.IsAdversarial;
        bool infersMaps = isAdversarial || rules.Method.Alignment is not null;
        return isAdversarial && rules.TwoForwards
            ?
            [
                new(infersMaps, HasLogitLoss: true, IsAdversarial: false, isTurned),
                new(infersMaps, HasLogitLoss: false, IsAdversarial: true, isTurned),
            ]
            : [new(infersMaps, HasLogitLoss: true, isAdversarial, isTurned)];
    }
}
