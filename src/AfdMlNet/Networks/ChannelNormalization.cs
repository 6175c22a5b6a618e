namespace AfdMlNet.Networks;

/// <summary>The normalisation of one channel, of values from 0 to 1: (value - mean) / deviation.</summary>
/// <param name="Mean">What is subtracted.</param>
/// <param name="Deviation">What the rest is divided by, above 0.</param>
public readonly record struct ChannelNormalization(double Mean, double Deviation);
