using AfdMlNet.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AfdMlNet.Tests.Onnx;

/// <summary>One run of a model in ONNX Runtime.</summary>
internal sealed record OnnxRun(float[] Logits, float[] Probabilities, long[] Labels)
{
    public static OnnxRun Of(byte[] model, float[] images, params int[] shape)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(OnnxNames.Image, new DenseTensor<float>(images, shape))]);
        Dictionary<string, DisposableNamedOnnxValue> named = results.ToDictionary(result => result.Name);
        CollectionAssert.AreEqual((int[])[shape[0]], named[OnnxNames.Label].AsTensor<long>().Dimensions.ToArray());
        return new OnnxRun(
            [.. named[OnnxNames.Logits].AsEnumerable<float>()],
            [.. named[OnnxNames.Probabilities].AsEnumerable<float>()],
            [.. named[OnnxNames.Label].AsEnumerable<long>()]);
    }
}
