using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// One step of the ring, in four parts: all networks are inferred, their losses made, all gradients taken, all networks moved. Within a part nothing
/// depends on anything else. Three optimizers per network, whose gradients are never added together.
/// </summary>
/// <remarks>
/// A network's inference and losses belong on one thread, always the same: where gradients meet, torch adds them in the order in which that thread made
/// the operations, and sums in another order have other bits. Its gradients may be taken on any thread, and at the same time.
/// </remarks>
/// <param name="ring">The networks.</param>
/// <param name="rules">Which losses act on whom.</param>
internal sealed class DistillationStep(Ring ring, DistillationRules rules)
{
    private readonly AdversarialLoss _game = AdversarialLoss.Of(rules.Adversarial.Game);
    private readonly LogitTerms[] _logit = new LogitTerms[ring.Count];
    private readonly MapTerms?[] _maps = new MapTerms?[ring.Count];
    private readonly IList<Tensor>?[] _logitGradients = new IList<Tensor>?[ring.Count];
    private readonly AdversarialTerms?[] _mapGradients = new AdversarialTerms?[ring.Count];

    /// <summary>The weight of the terms that teach, 0 to 1: below 1 while it is ramped up.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Told as a thread enters a part of network k's step; null for nobody. For measurements.</summary>
    public Action<int, StepPhase>? Entered { get; init; }

    /// <summary>f_k, z_k = net_k(x); h_k = T_k(f_k).</summary>
    /// <param name="k">The network.</param>
    /// <param name="images">x.</param>
    /// <param name="playsGame">Whether the step that follows has an adversarial part.</param>
    public void Infer(int k, Tensor images, bool playsGame = true)
    {
        Entered?.Invoke(k, StepPhase.Forward);
        Peer own = ring[k];
        bool maps = rules.Method.Alignment is not null || (rules.Method.IsAdversarial && playsGame);
        own.Current = own.IsFrozen ? Fixed(own, own.Network, images, maps) : Inferred(own, own.Network, images, maps);
        own.Teaching = own is { AverageTeaches: true, Average: { } average } ? Fixed(own, average.Network, images, maps) : own.Current;
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    /// <summary>The losses of network k: from the labels, and from its teachers' logits and maps.</summary>
    /// <param name="k">The network.</param>
    /// <param name="labels">y.</param>
    /// <param name="playsGame">Whether this step has an adversarial part.</param>
    public void Compare(int k, Tensor labels, bool playsGame = true)
    {
        Entered?.Invoke(k, StepPhase.Losses);
        _logit[k] = LogitTermsOf(k, labels);
        _maps[k] = rules.Method.IsAdversarial && !rules.TwoForwards && playsGame && !ring[k].IsFrozen ? MapTermsOf(k) : null;
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    /// <summary>
    /// What is to be done for the gradients of network k, in pieces of about the same cost: that of the logits, and those of the maps. Both go back
    /// through the same network.
    /// </summary>
    public IEnumerable<Action> Gradients(int k)
    {
        yield return () => _logitGradients[k] = LogitGradientsOf(k);
        if (_maps[k] is { } maps)
            yield return () => _mapGradients[k] = AdversarialTermsOf(k, maps);
    }

    /// <summary>The gradients that were taken and that nothing was moved by yet, where they can be averaged with those of other processes.</summary>
    public IReadOnlyList<Tensor> Taken =>
    [
        .. _logitGradients.SelectMany(gradients => gradients ?? []),
        .. _mapGradients.SelectMany(terms => terms is null ? [] : terms.FeatureGradients.Concat(terms.DiscriminatorGradients)),
    ];

    /// <summary>Moves network k by its gradients.</summary>
    /// <param name="k">The network.</param>
    /// <param name="labels">y.</param>
    public StepTerms Move(int k, Tensor labels)
    {
        Entered?.Invoke(k, StepPhase.Optimizers);
        Peer own = ring[k];
        if (!own.IsFrozen)
            Step(own.LogitOptimizer, own.LogitParameters, _logitGradients[k]!);
        _logitGradients[k] = null;
        AdversarialTerms? maps = MoveByMaps(k);
        Entered?.Invoke(k, StepPhase.Figures);
        StepTerms terms = StepTerms.Of(own.Current!.Logits, labels, _logit[k], maps);
        Entered?.Invoke(k, StepPhase.Waiting);
        return terms;
    }

    /// <summary>The second half of the paper's order, after every network was inferred again at its updated weights: its losses and their gradients.</summary>
    public void CompareMaps(int k) => _mapGradients[k] = ring[k].IsFrozen ? null : AdversarialTermsOf(k, MapTermsOf(k));

    /// <summary>Moves network k by the gradients of its maps.</summary>
    /// <returns>The terms; null where none were taken: the network stands still, or the game is not played, or not yet.</returns>
    public AdversarialTerms? MoveByMaps(int k)
    {
        AdversarialTerms? maps = _mapGradients[k];
        if (maps is not null)
            Step(ring[k], maps);
        _mapGradients[k] = null;
        return maps;
    }

    /// <summary>After all of a step: the running average follows.</summary>
    public void End(int k)
    {
        if (ring[k] is { IsFrozen: false, Average: { } average })
            average.Update();
    }

    private Inference Inferred(Peer own, StudentModule network, Tensor images, bool maps)
    {
        (IReadOnlyList<Tensor> features, Tensor logits) = network.Infer(images, rules.TwoDepths);
        return new Inference(logits, maps ? [.. own.Games.Zip(features, (game, map) => game.Transfer.forward(map))] : []);
    }

    private Inference Fixed(Peer own, StudentModule network, Tensor images, bool maps)
    {
        using var _ = no_grad();
        return Inferred(own, network, images, maps);
    }

    /// <summary>Equation (1), and the direct alignment where the method has one.</summary>
    private LogitTerms LogitTermsOf(int k, Tensor labels)
    {
        Inference own = ring[k].Current!;
        Tensor crossEntropy = LogitLoss.CrossEntropy(own.Logits, labels);
        Tensor loss = crossEntropy;
        Tensor divergence = crossEntropy.new_zeros([]);
        Tensor alignment = divergence;
        if (rules.Method.LearnsFromLogits && !ring[k].IsFrozen)
        {
            divergence = LogitLoss.KullbackLeibler([.. TeachersOf(k).Select(teacher => ring[k].Received(teacher.Logits))], own.Logits, rules.Temperature);
            loss = loss.Plus(KeptScalar.With(Weight, divergence.mul));
        }

        if (rules.Method.Alignment is { } align && !ring[k].IsFrozen)
        {
            for (int depth = 0; depth < own.Maps.Count; depth++)
                alignment = alignment.Plus(align(own.Maps[depth], Average.Of([.. TeachersOf(k).Select(teacher => ring[k].Received(teacher.Maps[depth]))])));
            loss = loss.Plus(KeptScalar.With(Weight, alignment.mul));
        }

        return new LogitTerms(loss, crossEntropy, divergence, alignment);
    }

    private IList<Tensor> LogitGradientsOf(int k)
    {
        if (ring[k].IsFrozen)
            return [];
        Entered?.Invoke(k, StepPhase.LogitBackward);
        IList<Tensor> g1 = autograd.grad([_logit[k].Loss], [.. ring[k].LogitParameters], retain_graph: _maps[k] is not null);
        Entered?.Invoke(k, StepPhase.Waiting);
        return g1;
    }

    /// <summary>Equations (2) and (3), at all depths. D judges a network's own map once for both.</summary>
    private MapTerms MapTermsOf(int k)
    {
        MapTerms[] depths = [.. ring[k].Games.Select((game, depth) => MapTermsOf(k, game.Discriminator, depth))];
        return new MapTerms(
            Sum(depths.Select(terms => terms.GeneratorLoss)), Sum(depths.Select(terms => terms.DiscriminatorLoss)),
            cat([.. depths.Select(terms => terms.Real)]), cat([.. depths.Select(terms => terms.Fake)]));
    }

    private MapTerms MapTermsOf(int k, Discriminator judge, int depth)
    {
        Tensor[] teachers = [.. TeachersOf(k).Select(teacher => ring[k].Received(teacher.Maps[depth]))];
        Tensor map = teachers.Length == 1 ? teachers[0] : cat(teachers);
        double penalty = rules.Adversarial.GradientPenalty;
        if (penalty > 0)
            map.requires_grad_();
        Tensor fake = judge.Score(ring[k].Current!.Maps[depth]);
        Tensor real = judge.Score(map);
        Tensor discriminatorLoss = _game.Discriminator(real, fake);
        if (penalty > 0)
            discriminatorLoss = discriminatorLoss.Plus(KeptScalar.With(penalty, GradientPenalty.R1(real, map).mul));
        return new MapTerms(_game.Generator(real, fake), discriminatorLoss, real, fake);
    }

    /// <summary>The gradients of (2) and (3): each is taken for its own parameters only, so (3) gives D nothing and (2) gives G and T nothing.</summary>
    private AdversarialTerms AdversarialTermsOf(int k, MapTerms maps)
    {
        Peer own = ring[k];
        Entered?.Invoke(k, StepPhase.AdversarialBackward);
        IList<Tensor> g2 = rules.Adversarial.DecayOnly
            ? [.. own.AdversarialParameters.Select(parameter => parameter.detach().new_zeros(parameter.shape))]
            : autograd.grad([maps.GeneratorLoss], [.. own.AdversarialParameters], retain_graph: true);
        Entered?.Invoke(k, StepPhase.DiscriminatorBackward);
        IList<Tensor> g3 = autograd.grad([maps.DiscriminatorLoss], [.. own.DiscriminatorParameters]);
        Entered?.Invoke(k, StepPhase.Waiting);
        return new AdversarialTerms(maps, g2, own.Reach.Count, g3);
    }

    private IEnumerable<Inference> TeachersOf(int k) => ring.TeachersOf(k, rules.Teachers).Select(teacher => teacher.Teaching!);

    private static Tensor Sum(IEnumerable<Tensor> terms) => terms.Aggregate(KeptScalar.Plus);

    private static void Step(Peer own, AdversarialTerms maps)
    {
        Step(own.FeatureOptimizer, own.AdversarialParameters, maps.FeatureGradients);
        Step(own.DiscriminatorOptimizer, own.DiscriminatorParameters, maps.DiscriminatorGradients);
    }

    private static void Step(optim.Optimizer optimizer, IReadOnlyList<Parameter> parameters, IList<Tensor> gradients)
    {
        for (int i = 0; i < parameters.Count; i++)
            parameters[i].grad = gradients[i];
        optimizer.step();
        foreach (Parameter parameter in parameters)
            parameter.grad = null;
    }
}
