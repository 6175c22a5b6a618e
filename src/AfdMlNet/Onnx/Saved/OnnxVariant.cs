using Google.Protobuf;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>The forms that a model can be exported in, all made from the one that training writes.</summary>
internal static class OnnxVariant
{
    /// <summary>From a model of <see cref="StudentOnnx"/> or <see cref="EnsembleGraph"/>; its bytes are not changed.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="NotSupportedException">A weight is too large for half precision.</exception>
    public static byte[] Of(byte[] model, OnnxExportOptions options)
    {
        options.Validate();
        ModelProto variant = ModelProto.Parser.ParseFrom(model);
        if (options.Input == OnnxInput.Bytes)
            ByteInput.Apply(variant);
        if (options.HalfPrecision)
            HalfPrecision.Apply(variant);
        OnnxOpset.Set(variant, options.Opset);
        return variant.ToByteArray();
    }
}
