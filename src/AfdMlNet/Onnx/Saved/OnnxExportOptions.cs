namespace AfdMlNet.Onnx;

/// <summary>The choices of an ONNX export. The defaults suit most runtimes.</summary>
public sealed class OnnxExportOptions
{
    /// <summary>The version of the ONNX operator set, 13 to 22. Default 17.</summary>
    public int Opset { get; set; } = OnnxOpset.Default;

    /// <summary>The form of the input. Default <see cref="OnnxInput.Pixels"/>.</summary>
    public OnnxInput Input { get; set; } = OnnxInput.Pixels;

    /// <summary>
    /// Whether weights and arithmetic are 16-bit floats: half the file, faster where the hardware has them. Inputs, outputs, normalisation
    /// and softmax stay as they are. Default false.
    /// </summary>
    public bool HalfPrecision { get; set; }

    /// <exception cref="ArgumentException">An option is out of its range; the message lists all of them.</exception>
    internal void Validate()
    {
        List<string> errors = [];
        if (Opset is < OnnxOpset.Oldest or > OnnxOpset.Newest)
            errors.Add(FormattableString.Invariant(
                $"Opset is {Opset}: {OnnxOpset.Oldest} to {OnnxOpset.Newest}, {OnnxOpset.Default} suits most runtimes."));
        if (!Enum.IsDefined(Input))
            errors.Add(FormattableString.Invariant($"Input is {(int)Input}: OnnxInput.Pixels or OnnxInput.Bytes."));
        if (errors.Count > 0)
            throw new ArgumentException(
                $"The options of the ONNX export are not valid:{string.Concat(errors.Select(error => $"\n- {error}"))}");
    }
}
