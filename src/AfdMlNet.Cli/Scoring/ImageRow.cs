namespace AfdMlNet.Cli.Scoring;

/// <summary>What a saved model reads: the columns have Model Builder's names.</summary>
internal class ImageRow
{
    public byte[] ImageSource { get; set; } = [];
    public string Label { get; set; } = "";
}

/// <summary>One of many, so that an answer finds its image.</summary>
internal sealed class NumberedImageRow : ImageRow
{
    public int Number { get; set; }
}

/// <summary>What a saved model answers.</summary>
internal sealed class ImagePrediction
{
    public string PredictedLabel { get; set; } = "";
    public float[] Score { get; set; } = [];
}
