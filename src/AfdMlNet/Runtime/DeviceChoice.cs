using TorchSharp;

namespace AfdMlNet.Runtime;

/// <summary>Where the networks are trained.</summary>
internal static class DeviceChoice
{
    /// <param name="gpuDeviceId">The number of an NVIDIA GPU, or null for the CPU.</param>
    /// <param name="fallbackToCpu">Whether the CPU will do where that GPU is missing.</param>
    /// <exception cref="InvalidOperationException">That GPU is missing, and the CPU will not do.</exception>
    public static torch.Device Choose(int? gpuDeviceId, bool fallbackToCpu)
    {
        TorchRuntime.EnsureLoaded();
        int available = gpuDeviceId is not null && torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        return Choose(gpuDeviceId, fallbackToCpu, available) is { } id ? new torch.Device(DeviceType.CUDA, id) : torch.CPU;
    }

    /// <summary>The rule alone.</summary>
    /// <param name="gpuDeviceId">The number of an NVIDIA GPU, or null for the CPU.</param>
    /// <param name="fallbackToCpu">Whether the CPU will do where that GPU is missing.</param>
    /// <param name="available">How many GPUs torch can use.</param>
    /// <returns>The GPU's number, or null for the CPU.</returns>
    internal static int? Choose(int? gpuDeviceId, bool fallbackToCpu, int available)
    {
        if (gpuDeviceId is not { } id)
            return null;
        if (id >= 0 && id < available)
            return id;
        return fallbackToCpu ? null : throw new InvalidOperationException(Explain(id, available));
    }

    private static string Explain(int id, int available)
    {
        string found = available switch
        {
            0 => "torch finds no GPU that it can use (it needs an NVIDIA GPU, its driver, and the package TorchSharp-cuda-windows or TorchSharp-cuda-linux in the application)",
            1 => "there is one GPU, number 0",
            _ => $"there are {available} GPUs, numbers 0 to {available - 1}",
        };
        return $"GpuDeviceId is {id}, but {found}. Set GpuDeviceId to a GPU that is there or to null for the CPU, or set FallbackToCpu to true.";
    }
}
