using AfdMlNet.Runtime;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// One network's part of one pass over one batch, from the forward to the updates: born and gone with it. To be read beside docs/method.md,
/// which explains the symbols. <see cref="StepSchedule"/> says when each is called.
/// </summary>
/// <param name="own">The network, its T and D at each depth, and its three optimizers.</param>
/// <param name="rules">Which losses act, and how.</param>
/// <param name="pass">Which of them do in this pass.</param>
/// <param name="batch">x, y and w.</param>
internal sealed class NetworkStep(Peer own, DistillationRules rules, StepPass pass, StepBatch batch)
{
    private readonly AdversarialLoss _adversarial = AdversarialLoss.Of(rules.Adversarial.Loss);

    /// <summary>y.</summary>
    public Tensor Labels => batch.Labels;

    /// <summary>The fraction of all images that have one.</summary>
    public double LabelledFraction => batch.LabelledFraction;

    /// <summary>How many of the gradients of (3) are G's; the rest are T's.</summary>
    public int FeatureGradientCount => own.GeneratorParameters.Count;

    /// <summary>The same pass of the networks that teach this one.</summary>
    public IReadOnlyList<NetworkStep> Teachers { get; set; } = [];

    // f, z = net(x);  h = T(f).  Others learn from that, or from what the running average makes of the batch.
    public Inference Own { get; private set; } = Inference.None;
    public Inference Taught { get; private set; } = Inference.None;

    public void Forward()
    {
        Own = Inference.Of(own, own.Network, batch.Images, pass.InfersMaps, rules.TwoDepths);
        Taught = own.Teaching == own.Network ? Own : Inference.Of(own, own.Teaching, batch.Images, pass.InfersMaps, rules.TwoDepths);
    }

    // (1)  L_logit = CE(y, z) + w [ tau^2 KL(sigma(z_teacher / tau) || sigma(z / tau)) + align(h, h_teacher) ]
    public Tensor? Loss { get; private set; }
    public Tensor? CrossEntropy { get; private set; }
    public Tensor? Divergence { get; private set; }
    public Tensor? Alignment { get; private set; }

    public void ComputeLogitLoss()
    {
        Loss = CrossEntropy = LogitLoss.CrossEntropy(Own.Logits, batch.Labels, batch.LabelledFraction);
        if (rules.Method.LearnsFromLogits && !own.IsFrozen)
        {
            Divergence = LogitLoss.KullbackLeibler(
                [.. Teachers.Select(teacher => own.Received(teacher.Taught.Logits))], Own.Logits, rules.Temperature);
            Loss = Loss.Plus(Divergence.Times(batch.Weight));
        }

        if (rules.Method.Alignment is { } align && !own.IsFrozen)
        {
            Alignment = Sum(Own.Maps.Select((map, depth) => align(map, Average.Of(TeacherMaps(depth)))));
            Loss = Loss.Plus(Alignment.Times(batch.Weight));
        }
    }

    // D(h) and D(h_teacher) at each depth, before the sigmoid; D(h) once for (2) and (3)
    private Tensor[] _teacherMaps = [];
    public Tensor[] Fake { get; private set; } = [];
    public Tensor[] Real { get; private set; } = [];

    public void ScoreOwnMaps() => Fake = [.. own.Heads.Zip(Own.Maps, (head, map) => head.Discriminator.Score(map))];

    public void ScoreTeacherMaps()
    {
        _teacherMaps = [.. own.Heads.Select((_, depth) => Joined(TeacherMaps(depth)))];
        bool isPenalized = rules.Adversarial.GradientPenalty > 0;
        if (isPenalized)
            Array.ForEach(_teacherMaps, map => map.requires_grad_());
        Real = [.. own.Heads.Zip(_teacherMaps, (head, map) => head.Discriminator.Score(map, twice: isPenalized))];
    }

    // (2)  L_D = E[(1 - D(h_teacher))^2] + E[D(h)^2] + r R1          (3)  L_G = E[(1 - D(h))^2]
    public Tensor? DiscriminatorLoss { get; private set; }
    public Tensor? GeneratorLoss { get; private set; }

    public void ComputeDiscriminatorLoss() => DiscriminatorLoss = Sum(Real.Select((real, depth) =>
    {
        Tensor loss = _adversarial.Discriminator(real, Fake[depth]);
        double r = rules.Adversarial.GradientPenalty;
        return r > 0 ? loss.Plus(GradientPenalty.R1(real, _teacherMaps[depth]).Times(r)) : loss;
    }));

    public void ComputeGeneratorLoss() => GeneratorLoss = Sum(Fake.Select((fake, depth) =>
        _adversarial.Generator(_adversarial.IsRelative ? Real[depth] : null, fake)));

    // g1 = d(1) / d(G, C)          g2 = d(3) / d(G, T)          g3 = d(2) / d(D)          all of them before any update
    public IList<Tensor> LogitGradients { get; private set; } = [];
    public IList<Tensor> GeneratorGradients { get; private set; } = [];
    public IList<Tensor> DiscriminatorGradients { get; private set; } = [];

    public void TakeLogitGradients() =>
        LogitGradients = autograd.grad([Loss!], [.. own.LogitParameters], retain_graph: Fake.Length > 0);

    public void TakeGeneratorGradients() => GeneratorGradients = rules.Adversarial.DecayOnly
        ? [.. own.AdversarialParameters.Select(parameter => parameter.detach().new_zeros(parameter.shape))]
        : autograd.grad([GeneratorLoss!], [.. own.AdversarialParameters], retain_graph: true);

    public void TakeDiscriminatorGradients() =>
        DiscriminatorGradients = autograd.grad([DiscriminatorLoss!], [.. own.DiscriminatorParameters]);

    // SGD.step(g1)                 AdamG.step(g2)               AdamD.step(g3)                never added together
    public void Update()
    {
        own.LogitOptimizer.Step(own.LogitParameters, LogitGradients);
        own.FeatureOptimizer.Step(own.AdversarialParameters, GeneratorGradients);
        own.DiscriminatorOptimizer.Step(own.DiscriminatorParameters, DiscriminatorGradients);
    }

    private Tensor[] TeacherMaps(int depth) => [.. Teachers.Select(teacher => own.Received(teacher.Taught.Maps[depth]))];

    private static Tensor Joined(Tensor[] maps) => maps is [var one] ? one : cat(maps);

    private static Tensor Sum(IEnumerable<Tensor> terms) => terms.Aggregate(TensorMath.Plus);
}
