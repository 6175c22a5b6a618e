using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>Steps of torch's optimizers by gradients that are at hand.</summary>
internal static class OptimizerSteps
{
    /// <summary>Moves the parameters by their gradients, in the same order; none are no step.</summary>
    public static void Step(this optim.Optimizer optimizer, IReadOnlyList<Parameter> parameters, IList<Tensor> gradients)
    {
        if (gradients.Count == 0)
            return;
        for (int i = 0; i < parameters.Count; i++)
            parameters[i].grad = gradients[i];
        optimizer.step();
        foreach (Parameter parameter in parameters)
            parameter.grad = null;
    }
}
