using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Distillation;

/// <summary>
/// One step of the ring. Each network k is inferred once and then learns, on its own worker: all inferences end before any network learns.
/// Three optimizers per network, whose gradients are never added together.
/// </summary>
/// <param name="ring">The networks.</param>
/// <param name="method">Which losses act.</param>
/// <param name="temperature">tau of equation (1).</param>
/// <param name="twoForwards">Whether the adversarial gradient is taken at the weights after the logit update (the paper's order).</param>
internal sealed class DistillationStep(Ring ring, DistillationMethod method, double temperature, bool twoForwards = false)
{
    /// <summary>f_k, z_k = net_k(x); h_k = T_k(f_k).</summary>
    public void Infer(int k, Tensor images)
    {
        Peer own = ring[k];
        (Tensor featureMap, Tensor logits) = own.Network.forward(images);
        Tensor transferred = method.LearnsFromMaps ? own.Transfer.forward(featureMap) : featureMap;
        own.Current = new Inference(featureMap, logits, transferred);
    }

    /// <summary>Network k learns from the labels, and from its predecessor's logits and maps.</summary>
    public StepTerms Learn(int k, Tensor labels)
    {
        Peer own = ring[k];
        LogitTerms logit = LogitTermsOf(k, labels);
        bool adversarial = method.LearnsFromMaps && !twoForwards;
        IList<Tensor> g1 = autograd.grad([logit.Loss], [.. own.NetworkParameters], retain_graph: adversarial);
        AdversarialTerms? maps = adversarial ? AdversarialTermsOf(k) : null;

        Step(own.LogitOptimizer, own.NetworkParameters, g1);
        if (maps is not null)
            Step(own, maps);
        return StepTerms.Of(own.Current!.Logits, labels, logit, maps);
    }

    /// <summary>The second half of the paper's order, after every network was inferred again at its updated weights.</summary>
    public AdversarialTerms LearnFromMaps(int k)
    {
        AdversarialTerms maps = AdversarialTermsOf(k);
        Step(ring[k], maps);
        return maps;
    }

    /// <summary>Equation (1).</summary>
    private LogitTerms LogitTermsOf(int k, Tensor labels)
    {
        Tensor logits = ring[k].Current!.Logits;
        Tensor crossEntropy = LogitLoss.CrossEntropy(logits, labels);
        if (!method.LearnsFromLogits)
            return new LogitTerms(crossEntropy, crossEntropy, crossEntropy.new_zeros([]));
        Tensor divergence = LogitLoss.KullbackLeibler(ring.PredecessorOf(k).Current!.Logits, logits, temperature);
        return new LogitTerms(crossEntropy + divergence, crossEntropy, divergence);
    }

    /// <summary>
    /// Equations (2) and (3) and their gradients. D judges a network's own map once: each gradient is taken for its own parameters only, so
    /// (3) gives D nothing and (2) gives G and T nothing.
    /// </summary>
    private AdversarialTerms AdversarialTermsOf(int k)
    {
        Peer own = ring[k];
        Tensor fake = own.Discriminator.forward(own.Current!.Transferred);
        Tensor real = own.Discriminator.forward(ring.PredecessorOf(k).Current!.Transferred.detach());
        Tensor generatorLoss = AdversarialLoss.Generator(fake);
        Tensor discriminatorLoss = AdversarialLoss.Discriminator(real, fake);
        IList<Tensor> g2 = autograd.grad([generatorLoss], [.. own.AdversarialParameters], retain_graph: true);
        IList<Tensor> g3 = autograd.grad([discriminatorLoss], [.. own.DiscriminatorParameters]);
        return new AdversarialTerms(generatorLoss, discriminatorLoss, real, fake, g2, own.FeatureParameters.Count, g3);
    }

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
