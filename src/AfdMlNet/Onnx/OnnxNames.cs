namespace AfdMlNet.Onnx;

/// <summary>The names that a student's graph shows to the outside.</summary>
internal static class OnnxNames
{
    public const string Image = "image";
    public const string Logits = "logits";
    public const string Probabilities = "probabilities";
    public const string Label = "label";
    public const string Batch = "N";

    /// <summary>Metadata: the class names, a JSON array of strings in the order of the logits.</summary>
    public const string ClassNames = "class_names";

    /// <summary>Metadata: the input's size as width x height x channels, such as <c>32x32x3</c>.</summary>
    public const string InputShape = "input_shape";

    /// <summary>Metadata: <c>NCHW</c> or <c>NHWC</c>.</summary>
    public const string Layout = "layout";

    /// <summary>Metadata: what the graph subtracts from each channel, a JSON array of numbers.</summary>
    public const string Mean = "mean";

    /// <summary>Metadata: what the graph then divides each channel by, a JSON array of numbers.</summary>
    public const string StandardDeviation = "standard_deviation";
}
