using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// One step of the ring: all networks are inferred, their losses made, all gradients taken, all networks moved. Three optimizers per network, whose
/// gradients are never added together.
/// </summary>
/// <param name="ring">The networks.</param>
/// <param name="rules">Which losses act on whom.</param>
internal sealed class DistillationStep(Ring ring, DistillationRules rules)
{
    private readonly AdversarialLoss _game = AdversarialLoss.Of(rules.Adversarial.Game);
    private readonly LogitTerms[] _logit = new LogitTerms[ring.Count];
    private readonly OwnTerms?[] _own = new OwnTerms?[ring.Count];
    private readonly MapTerms?[] _maps = new MapTerms?[ring.Count];
    private readonly IList<Tensor>?[] _logitGradients = new IList<Tensor>?[ring.Count];
    private readonly IList<Tensor>?[] _featureGradients = new IList<Tensor>?[ring.Count];
    private readonly IList<Tensor>?[] _discriminatorGradients = new IList<Tensor>?[ring.Count];

    /// <summary>The weight of the terms that teach, 0 to 1: below 1 while it is ramped up.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Told as a thread enters a part of network k's step; null for nobody. For measurements.</summary>
    public Action<int, StepPhase>? Entered { get; init; }

    /// <summary>
    /// The pieces of a step up to its gradients, in an order in which one thread can do them. A network's map is judged, and equation (3) sent back
    /// through it, without waiting for its teachers where the game allows.
    /// </summary>
    /// <param name="images">x, on network k's device.</param>
    /// <param name="labels">y, there too.</param>
    /// <param name="playsGame">Whether the step has an adversarial part.</param>
    public IReadOnlyList<StepPiece> Pieces(Func<int, Tensor> images, Func<int, Tensor> labels, bool playsGame = true)
    {
        StepPiece[] inferred = [.. ring.Peers.Select((peer, k) => new StepPiece(k, StepPhase.Forward, peer.Cost.Inference, () =>
        {
            Infer(k, images(k), playsGame);
            Judge(k, playsGame);
        }))];
        List<StepPiece> pieces = [.. inferred];
        for (int index = 0; index < ring.Count; index++)
        {
            int k = index;
            var compared = new StepPiece(k, StepPhase.Losses, 0, () => Compare(k, labels(k)),
                [inferred[k], .. ring.TeachersOf(k, rules.Teachers).Select(teacher => inferred[teacher])]);
            pieces.Add(compared);
            if (ring[k].IsFrozen)
                continue;
            if (Plays(k, playsGame))
            {
                var back = new StepPiece(
                    k, StepPhase.AdversarialBackward, ring[k].Cost.MapGradients, () => TakeFeatureGradients(k), _game.IsRelative ? compared : inferred[k]);
                pieces.Add(back);
                pieces.Add(new StepPiece(k, StepPhase.DiscriminatorBackward, 0, () => TakeDiscriminatorGradients(k), compared, back));
            }

            pieces.Add(new StepPiece(k, StepPhase.LogitBackward, ring[k].Cost.LogitGradients, () => TakeLogitGradients(k), compared));
        }

        return pieces;
    }

    /// <summary>f_k, z_k = net_k(x); h_k = T_k(f_k).</summary>
    /// <param name="k">The network.</param>
    /// <param name="images">x.</param>
    /// <param name="playsGame">Whether the step has an adversarial part.</param>
    public void Infer(int k, Tensor images, bool playsGame = true)
    {
        Entered?.Invoke(k, StepPhase.Forward);
        Peer own = ring[k];
        bool maps = rules.Method.Alignment is not null || (rules.Method.IsAdversarial && playsGame);
        own.Current = own.IsFrozen ? Fixed(own, own.Network, images, maps) : Inferred(own, own.Network, images, maps);
        own.Teaching = own is { AverageTeaches: true, Average: { } average } ? Fixed(own, average.Network, images, maps) : own.Current;
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    /// <summary>What D_k says of network k's own maps: it needs no other network.</summary>
    /// <param name="k">The network.</param>
    /// <param name="playsGame">Whether this step has an adversarial part.</param>
    public void Judge(int k, bool playsGame = true)
    {
        Entered?.Invoke(k, StepPhase.Losses);
        _own[k] = Plays(k, playsGame) ? OwnTermsOf(k) : null;
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    /// <summary>The losses of network k: from the labels, and from its teachers' logits and maps.</summary>
    /// <param name="k">The network.</param>
    /// <param name="labels">y.</param>
    public void Compare(int k, Tensor labels)
    {
        Entered?.Invoke(k, StepPhase.Losses);
        _logit[k] = LogitTermsOf(k, labels);
        _maps[k] = _own[k] is { } own ? MapTermsOf(k, own) : null;
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    /// <summary>The gradients that were taken and that nothing was moved by yet, where they can be averaged with those of other processes.</summary>
    public IReadOnlyList<Tensor> Taken =>
        [.. new[] { _logitGradients, _featureGradients, _discriminatorGradients }.SelectMany(kind => kind).SelectMany(gradients => gradients ?? [])];

    /// <summary>Moves network k by its gradients.</summary>
    /// <param name="k">The network.</param>
    /// <param name="labels">y.</param>
    public StepTerms Move(int k, Tensor labels)
    {
        Entered?.Invoke(k, StepPhase.Optimizers);
        Peer own = ring[k];
        if (_logitGradients[k] is { } gradients)
            Step(own.LogitOptimizer, own.LogitParameters, gradients);
        _logitGradients[k] = null;
        AdversarialTerms? maps = MoveByMaps(k);
        Entered?.Invoke(k, StepPhase.Figures);
        StepTerms terms = StepTerms.Of(own.Current!.Logits, labels, _logit[k], maps);
        Entered?.Invoke(k, StepPhase.Waiting);
        return terms;
    }

    /// <summary>The second half of the paper's order, after every network was inferred again at its updated weights: its losses and their gradients.</summary>
    public void CompareMaps(int k)
    {
        if (ring[k].IsFrozen)
            return;
        _maps[k] = MapTermsOf(k, OwnTermsOf(k));
        TakeFeatureGradients(k);
        TakeDiscriminatorGradients(k);
    }

    /// <summary>Moves network k by the gradients of its maps.</summary>
    /// <returns>The terms; null where none were taken: the network stands still, or the game is not played, or not yet.</returns>
    public AdversarialTerms? MoveByMaps(int k)
    {
        Peer own = ring[k];
        if (_featureGradients[k] is not { } ofMaps || _discriminatorGradients[k] is not { } ofJudge)
            return null;
        Step(own.FeatureOptimizer, own.AdversarialParameters, ofMaps);
        Step(own.DiscriminatorOptimizer, own.DiscriminatorParameters, ofJudge);
        _featureGradients[k] = _discriminatorGradients[k] = null;
        return new AdversarialTerms(_maps[k]!, ofMaps, own.Reach.Count);
    }

    /// <summary>After all of a step: the running average follows.</summary>
    public void End(int k)
    {
        if (ring[k] is { IsFrozen: false, Average: { } average })
            average.Update();
    }

    private bool Plays(int k, bool playsGame) => rules.Method.IsAdversarial && !rules.TwoForwards && playsGame && !ring[k].IsFrozen;

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

    private void TakeLogitGradients(int k)
    {
        Entered?.Invoke(k, StepPhase.LogitBackward);
        _logitGradients[k] = autograd.grad([_logit[k].Loss], [.. ring[k].LogitParameters], retain_graph: _own[k] is not null);
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    private OwnTerms OwnTermsOf(int k)
    {
        Tensor[] fakes = [.. ring[k].Games.Zip(ring[k].Current!.Maps, (game, map) => game.Discriminator.Score(map))];
        return new OwnTerms(fakes, _game.IsRelative ? null : Sum(fakes.Select(fake => _game.Generator(real: null, fake))));
    }

    /// <summary>Equations (2) and (3), at all depths. D judges a network's own map once for both.</summary>
    private MapTerms MapTermsOf(int k, OwnTerms own)
    {
        (Tensor Real, Tensor DiscriminatorLoss)[] depths =
            [.. ring[k].Games.Select((game, depth) => DiscriminatorTermsOf(k, game.Discriminator, depth, own.Fakes[depth]))];
        return new MapTerms(
            own.GeneratorLoss ?? Sum(depths.Select((terms, depth) => _game.Generator(terms.Real, own.Fakes[depth]))),
            Sum(depths.Select(terms => terms.DiscriminatorLoss)), cat([.. depths.Select(terms => terms.Real)]), cat([.. own.Fakes]));
    }

    private (Tensor Real, Tensor DiscriminatorLoss) DiscriminatorTermsOf(int k, Discriminator judge, int depth, Tensor fake)
    {
        Tensor[] teachers = [.. TeachersOf(k).Select(teacher => ring[k].Received(teacher.Maps[depth]))];
        Tensor map = teachers.Length == 1 ? teachers[0] : cat(teachers);
        double penalty = rules.Adversarial.GradientPenalty;
        if (penalty > 0)
            map.requires_grad_();
        Tensor real = judge.Score(map, twice: penalty > 0);
        Tensor loss = _game.Discriminator(real, fake);
        return (real, penalty > 0 ? loss.Plus(KeptScalar.With(penalty, GradientPenalty.R1(real, map).mul)) : loss);
    }

    /// <summary>The gradient of (3), for G and T only: it gives D nothing.</summary>
    private void TakeFeatureGradients(int k)
    {
        Entered?.Invoke(k, StepPhase.AdversarialBackward);
        Peer own = ring[k];
        Tensor loss = _own[k]?.GeneratorLoss ?? _maps[k]!.GeneratorLoss;
        _featureGradients[k] = rules.Adversarial.DecayOnly
            ? [.. own.AdversarialParameters.Select(parameter => parameter.detach().new_zeros(parameter.shape))]
            : autograd.grad([loss], [.. own.AdversarialParameters], retain_graph: true);
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    /// <summary>The gradient of (2), for D only: it gives G and T nothing. The last that needs what D made.</summary>
    private void TakeDiscriminatorGradients(int k)
    {
        Entered?.Invoke(k, StepPhase.DiscriminatorBackward);
        _discriminatorGradients[k] = autograd.grad([_maps[k]!.DiscriminatorLoss], [.. ring[k].DiscriminatorParameters]);
        Entered?.Invoke(k, StepPhase.Waiting);
    }

    private IEnumerable<Inference> TeachersOf(int k) => ring.TeachersOf(k, rules.Teachers).Select(teacher => ring[teacher].Teaching!);

    private static Tensor Sum(IEnumerable<Tensor> terms) => terms.Aggregate(KeptScalar.Plus);

    private static void Step(optim.Optimizer optimizer, IReadOnlyList<Parameter> parameters, IList<Tensor> gradients)
    {
        for (int i = 0; i < parameters.Count; i++)
            parameters[i].grad = gradients[i];
        optimizer.step();
        foreach (Parameter parameter in parameters)
            parameter.grad = null;
    }
}
