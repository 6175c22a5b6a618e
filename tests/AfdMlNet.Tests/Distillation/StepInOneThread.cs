using AfdMlNet.Distillation;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Distillation;

/// <summary>The parts of a step, one after the other.</summary>
internal static class StepInOneThread
{
    /// <summary>Takes the gradients of network k and moves it.</summary>
    public static StepTerms Learn(this DistillationStep step, int k, Tensor labels, bool playsGame = true)
    {
        step.Judge(k, playsGame);
        step.Compare(k, labels);
        foreach (StepPiece piece in step.Pieces(_ => labels, _ => labels, playsGame).Where(piece => piece.Network == k && !piece.IsBound))
            piece.Work();
        return step.Move(k, labels);
    }
}
