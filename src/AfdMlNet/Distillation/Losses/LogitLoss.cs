using AfdMlNet.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AfdMlNet.Distillation;

/// <summary>Equation (1): L_logit = CE(y, z) + tau^2 KL( sigma(z_teacher / tau) || sigma(z / tau) ).</summary>
internal static class LogitLoss
{
    /// <summary>
    /// CE(y, z), the mean over the batch. Where labels are missing, the sum over those that are there by the number to be expected in N: so
    /// each counts the same, whatever batch or process it falls to, and a batch may have none.
    /// </summary>
    /// <param name="logits">z, N x classes.</param>
    /// <param name="labels">y, N class indices (int64); -1 where there is no label.</param>
    /// <param name="labelledFraction">The fraction of all training images that have a label, above 0 to 1.</param>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, double labelledFraction = 1) => labelledFraction == 1
        ? functional.cross_entropy(logits, labels)
        : functional.cross_entropy(logits, labels, ignore_index: -1, reduction: Reduction.Sum).Over(logits.shape[0] * labelledFraction);

    /// <summary>
    /// tau^2 KL( sigma(z_teacher / tau) || sigma(z / tau) ): a sum over the classes, the mean over the batch. The teacher is a fixed
    /// target.
    /// </summary>
    /// <param name="teacherLogits">
    /// z_teacher, N x classes; no gradient flows into it. Of several teachers, the mean of their probabilities is the target.
    /// </param>
    /// <param name="logits">z, N x classes.</param>
    /// <param name="temperature">tau, above 0.</param>
    public static Tensor KullbackLeibler(IReadOnlyList<Tensor> teacherLogits, Tensor logits, double temperature)
    {
        Tensor target = Average.Of([.. teacherLogits.Select(teacher => functional.softmax(Softened(teacher.detach(), temperature), 1))]);
        Tensor logProbabilities = functional.log_softmax(Softened(logits, temperature), 1);
        // Reduction.Mean would divide by the number of classes too, and TorchSharp has no batchmean; its log_target is true by default.
        Tensor sum = functional.kl_div(logProbabilities, target, log_target: false, Reduction.Sum);
        return sum.Over(logits.shape[0]).Times(temperature * temperature);
    }

    private static Tensor Softened(Tensor logits, double temperature) => logits.Over(temperature);
}
