using Microsoft.ML.OnnxRuntime;

namespace AfdMlNet.Scoring;

/// <summary>Where ONNX Runtime scores: on the CPU, or on an NVIDIA GPU by the trainer's rules.</summary>
/// <param name="GpuDeviceId">The GPU's number, or null for the CPU.</param>
/// <param name="FallbackToCpu">Whether the CPU will do where that GPU cannot be used.</param>
internal sealed record OnnxDevice(int? GpuDeviceId = null, bool FallbackToCpu = false)
{
    /// <summary>Options of a session on this device, to be disposed.</summary>
    /// <exception cref="InvalidOperationException">ONNX Runtime cannot use that GPU, and the CPU will not do.</exception>
    public SessionOptions Options()
    {
        var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        // Threads that spin while they wait would take the processors from whatever decodes the next images.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (GpuDeviceId is not { } id)
            return options;
        try
        {
            options.AppendExecutionProvider_CUDA(id);
            return options;
        }
        // The package for the CPU has no entry point for CUDA at all.
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            if (FallbackToCpu)
                return options;
            options.Dispose();
            throw new InvalidOperationException(
                $"GPU {id} was asked for (GpuDeviceId, or the deployed student's of GpuDeviceIds), but ONNX Runtime cannot score on it (it "
                + "needs the package Microsoft.ML.OnnxRuntime.Gpu in the application): "
                + $"{error.Message} Set both to null for the CPU, or set FallbackToCpu to true.",
                error);
        }
    }
}
