namespace AfdMlNet.Examples.WebApi.Models;

/// <summary>What a saved model reads: the columns have Model Builder's names.</summary>
internal sealed class ImageRow
{
    public byte[] ImageSource { get; set; } = [];

    public string Label { get; set; } = "";
}

/// <summary>What a saved model answers.</summary>
internal sealed class ImagePrediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
