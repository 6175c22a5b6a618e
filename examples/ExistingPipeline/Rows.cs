using Microsoft.ML.Data;

/// <summary>An image on disk; its folder's name is its class.</summary>
internal sealed class ImageFile
{
    public string ImagePath { get; set; } = "";
    public string Label { get; set; } = "";
}

/// <summary>What the saved model reads.</summary>
internal sealed class ImageBytes
{
    public byte[] Image { get; set; } = [];

    [KeyType(1)]
    public uint LabelKey { get; set; }
}

/// <summary>What it answers.</summary>
internal sealed class ImagePrediction
{
    public string PredictedLabel { get; set; } = "";
    public float[] Score { get; set; } = [];
}
