using AfdMlNet.Settings;

namespace AfdMlNet.Distillation;

/// <summary>A running average of each network's weights over the steps: steadier than the weights themselves.</summary>
public sealed class WeightAverageOptions
{
    /// <summary>
    /// What is kept of the average in a step; default 0.99, an average over about the last 100 steps. In the first steps less is kept. At
    /// least 0, below 1.
    /// </summary>
    [Range(AtLeast = 0, Below = 1)]
    public double Decay { get; set; } = 0.99;

    /// <summary>
    /// Whether the next network of the ring learns from the averaged one (an inference more per network and step); default true.
    /// </summary>
    public bool Teaches { get; set; } = true;

    /// <summary>Whether the averaged network is validated, kept and deployed; default true.</summary>
    [Recorded("Ships")]
    public bool Deploys { get; set; } = true;
}
