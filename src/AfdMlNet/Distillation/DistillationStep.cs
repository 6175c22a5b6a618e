using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// One step of the ring: all networks are inferred, then all gradients taken, then all networks moved. Within each of the three, what is done
/// does not depend on what else is, and may be done on any thread. Three optimizers per network, whose gradients are never added together.
/// </summary>
/// <param name="ring">The networks.</param>
/// <param name="rules">Which losses act on whom.</param>
internal sealed class DistillationStep(Ring ring, DistillationRules rules)
{
    private readonly AdversarialLoss _game = AdversarialLoss.Of(rules.Adversarial.Game);
    private readonly LogitTerms?[] _logit = new LogitTerms?[ring.Count];
    private readonly AdversarialTerms?[] _maps = new AdversarialTerms?[ring.Count];

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

    /// <summary>
    /// What is to be done for the gradients of network k, in pieces of about the same cost: that of the labels and of its teachers' logits, and
    /// those of the maps. Both go back through the same network.
    /// </summary>
    /// <param name="k">The network.</param>
    /// <param name="labels">y.</param>
    /// <param name="playsGame">Whether this step has an adversarial part.</param>
    public IEnumerable<Action> Gradients(int k, Tensor labels, bool playsGame = true)
    {
        bool adversarial = rules.Method.IsAdversarial && !rules.TwoForwards && playsGame && !ring[k].IsFrozen;
        yield return () => _logit[k] = LogitTermsOf(k, labels, keepGraph: adversarial);
        if (adversarial)
            yield return () => _maps[k] = AdversarialTermsOf(k);
    }

    /// <summary>Moves network k by its gradients.</summary>
    /// <param name="k">The network.</param>
    /// <param name="labels">y.</param>
    public StepTerms Move(int k, Tensor labels)
    {
        Entered?.Invoke(k, StepPhase.Optimizers);
        Peer own = ring[k];
        (LogitTerms logit, AdversarialTerms? maps) = (_logit[k]!, _maps[k]);
        (_logit[k], _maps[k]) = (null, null);
        if (!own.IsFrozen)
            Step(own.LogitOptimizer, own.LogitParameters, logit.Gradients);
        if (maps is not null)
            Step(own, maps);
        Entered?.Invoke(k, StepPhase.Figures);
        StepTerms terms = StepTerms.Of(own.Current!.Logits, labels, logit, maps);
        Entered?.Invoke(k, StepPhase.Waiting);
        return terms;
    }

    /// <summary>The second half of the paper's order, after every network was inferred again at its updated weights.</summary>
    /// <returns>The terms; null for a network that stands still.</returns>
    public AdversarialTerms? LearnFromMaps(int k)
    {
        if (ring[k].IsFrozen)
            return null;
        AdversarialTerms maps = AdversarialTermsOf(k);
        Step(ring[k], maps);
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

    /// <summary>Equation (1), the direct alignment where the method has one, and their gradient.</summary>
    private LogitTerms LogitTermsOf(int k, Tensor labels, bool keepGraph)
    {
        Entered?.Invoke(k, StepPhase.LogitBackward);
        Inference own = ring[k].Current!;
        Tensor crossEntropy = LogitLoss.CrossEntropy(own.Logits, labels);
        Tensor loss = crossEntropy;
        Tensor divergence = crossEntropy.new_zeros([]);
        Tensor alignment = divergence;
        if (rules.Method.LearnsFromLogits && !ring[k].IsFrozen)
        {
            divergence = LogitLoss.KullbackLeibler([.. TeachersOf(k).Select(teacher => teacher.Logits)], own.Logits, rules.Temperature);
            loss += KeptScalar.With(Weight, divergence.mul);
        }

        if (rules.Method.Alignment is { } align && !ring[k].IsFrozen)
        {
            for (int depth = 0; depth < own.Maps.Count; depth++)
                alignment += align(own.Maps[depth], Average.Of([.. TeachersOf(k).Select(teacher => teacher.Maps[depth])]));
            loss += KeptScalar.With(Weight, alignment.mul);
        }

        IList<Tensor> g1 = ring[k].IsFrozen ? [] : autograd.grad([loss], [.. ring[k].LogitParameters], retain_graph: keepGraph);
        Entered?.Invoke(k, StepPhase.Waiting);
        return new LogitTerms(crossEntropy, divergence, alignment, g1);
    }

    /// <summary>
    /// Equations (2) and (3) and their gradients. D judges a network's own map once: each gradient is taken for its own parameters only, so
    /// (3) gives D nothing and (2) gives G and T nothing.
    /// </summary>
    private AdversarialTerms AdversarialTermsOf(int k)
    {
        Entered?.Invoke(k, StepPhase.DiscriminatorForward);
        Peer own = ring[k];
        MapTerms[] depths = [.. own.Games.Select((game, depth) => MapTermsOf(k, game.Discriminator, depth))];
        Tensor generatorLoss = Sum(depths.Select(terms => terms.GeneratorLoss));
        Tensor discriminatorLoss = Sum(depths.Select(terms => terms.DiscriminatorLoss));
        Entered?.Invoke(k, StepPhase.AdversarialBackward);
        IList<Tensor> g2 = rules.Adversarial.DecayOnly
            ? [.. own.AdversarialParameters.Select(parameter => parameter.detach().new_zeros(parameter.shape))]
            : autograd.grad([generatorLoss], [.. own.AdversarialParameters], retain_graph: true);
        Entered?.Invoke(k, StepPhase.DiscriminatorBackward);
        IList<Tensor> g3 = autograd.grad([discriminatorLoss], [.. own.DiscriminatorParameters]);
        Entered?.Invoke(k, StepPhase.Waiting);
        return new AdversarialTerms(
            generatorLoss, discriminatorLoss, cat([.. depths.Select(terms => terms.Real)]), cat([.. depths.Select(terms => terms.Fake)]),
            g2, own.Reach.Count, g3);
    }

    private MapTerms MapTermsOf(int k, Discriminator judge, int depth)
    {
        Tensor[] teachers = [.. TeachersOf(k).Select(teacher => teacher.Maps[depth].detach())];
        Tensor map = teachers.Length == 1 ? teachers[0] : cat(teachers);
        double penalty = rules.Adversarial.GradientPenalty;
        if (penalty > 0)
            map.requires_grad_();
        Tensor fake = judge.Score(ring[k].Current!.Maps[depth]);
        Tensor real = judge.Score(map);
        Tensor discriminatorLoss = _game.Discriminator(real, fake);
        if (penalty > 0)
            discriminatorLoss += KeptScalar.With(penalty, GradientPenalty.R1(real, map).mul);
        return new MapTerms(_game.Generator(real, fake), discriminatorLoss, real, fake);
    }

    private IEnumerable<Inference> TeachersOf(int k) => ring.TeachersOf(k, rules.Teachers).Select(teacher => teacher.Teaching!);

    private static Tensor Sum(IEnumerable<Tensor> terms) => terms.Aggregate((sum, term) => sum + term);

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

    /// <summary>The game at one depth.</summary>
    private sealed record MapTerms(Tensor GeneratorLoss, Tensor DiscriminatorLoss, Tensor Real, Tensor Fake);
}
