namespace AfdMlNet.Examples;

/// <summary>What a model answers.</summary>
public sealed class Prediction
{
    /// <summary>The most likely class.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>The probability of each class, in the order of the keys.</summary>
    public float[] Score { get; set; } = [];
}
