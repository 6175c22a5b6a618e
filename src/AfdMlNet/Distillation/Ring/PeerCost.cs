namespace AfdMlNet.Distillation;

/// <summary>How long a network's parts of a step take, in a unit of their own: what work is shared out by.</summary>
/// <param name="Inference">f, z = net(x).</param>
/// <param name="LogitGradients">Those of equation (1).</param>
/// <param name="MapGradients">Those of equation (3).</param>
internal readonly record struct PeerCost(double Inference, double LogitGradients, double MapGradients);
