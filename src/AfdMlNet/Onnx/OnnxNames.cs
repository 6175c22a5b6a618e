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

    /// <summary>Metadata: the type of the input's numbers, <c>float32</c> or <c>uint8</c>.</summary>
    public const string InputType = "input_type";

    /// <summary>Metadata: the layers' precision, <c>float32</c> or <c>float16</c>.</summary>
    public const string Precision = "precision";

    /// <summary>Metadata: how the pipeline's pixels come from bytes, a JSON array: value = byte x first + second.</summary>
    public const string PixelScale = "pixel_scale";

    /// <summary>Metadata: how images were given when training, <c>encoded</c>, <c>bitmap</c> or <c>pixels</c>.</summary>
    public const string ImageColumn = "image_column";

    /// <summary>Metadata: what is done to images of another ratio, <c>crop</c> or <c>stretch</c>.</summary>
    public const string ImageFit = "image_fit";

    /// <summary>Metadata: what the logits are divided by, where the model was calibrated.</summary>
    public const string Temperature = "temperature";

    /// <summary>Metadata: the version of this library that trained the network.</summary>
    public const string LibraryVersion = "library_version";

    /// <summary>A value of <see cref="Layout"/>.</summary>
    public const string Planar = "NCHW";

    /// <summary>A value of <see cref="Layout"/>.</summary>
    public const string Interleaved = "NHWC";
}
