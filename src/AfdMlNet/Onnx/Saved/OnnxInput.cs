namespace AfdMlNet.Onnx;

/// <summary>The form in which an exported ONNX model takes images.</summary>
public enum OnnxInput
{
    /// <summary>Float, as the pipeline's pixels are: 0 to 255 for images, N x channels x height x width, RGB (default).</summary>
    Pixels = 0,

    /// <summary>
    /// Bytes as decoded images lie in memory: uint8, 0 to 255, N x height x width x channels, RGB. A quarter of the data.
    /// </summary>
    Bytes = 1,
}
