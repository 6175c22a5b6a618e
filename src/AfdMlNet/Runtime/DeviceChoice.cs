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

    /// <summary>The same for several GPUs: all networks on the CPU where one of them is missing.</summary>
    /// <param name="gpuDeviceIds">The numbers of NVIDIA GPUs, at least one: network k lives on number k mod n of them.</param>
    /// <param name="fallbackToCpu">Whether the CPU will do where one of them is missing.</param>
    /// <exception cref="InvalidOperationException">One of them is missing, and the CPU will not do.</exception>
    public static Placement ChooseAll(IReadOnlyList<int> gpuDeviceIds, bool fallbackToCpu)
    {
        TorchRuntime.EnsureLoaded();
        int available = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        return ChooseAll(gpuDeviceIds, fallbackToCpu, available) is { } ids
            ? new Placement([.. ids.Select(id => new torch.Device(DeviceType.CUDA, id))])
            : new Placement(torch.CPU);
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
        if (IsThere(id, available))
            return id;
        return fallbackToCpu ? null : throw new InvalidOperationException(
            $"GpuDeviceId is {id}, but {Found(available)}. Set GpuDeviceId to a GPU that is there or to null for the CPU, or set "
                + "FallbackToCpu to true.");
    }

    /// <summary>The rule alone, for several.</summary>
    /// <param name="gpuDeviceIds">The numbers of NVIDIA GPUs.</param>
    /// <param name="fallbackToCpu">Whether the CPU will do where one of them is missing.</param>
    /// <param name="available">How many GPUs torch can use.</param>
    /// <returns>The GPUs' numbers, or null for the CPU.</returns>
    internal static IReadOnlyList<int>? ChooseAll(IReadOnlyList<int> gpuDeviceIds, bool fallbackToCpu, int available)
    {
        int[] missing = [.. gpuDeviceIds.Where(id => !IsThere(id, available)).Distinct()];
        if (missing.Length == 0)
            return gpuDeviceIds;
        return fallbackToCpu ? null : throw new InvalidOperationException(
            $"GpuDeviceIds holds {string.Join(", ", missing)}, but {Found(available)}. Set GpuDeviceIds to GPUs that are there or to null "
                + "for the CPU, or set FallbackToCpu to true.");
    }

    private static bool IsThere(int id, int available) => id >= 0 && id < available;

    private static string Found(int available) => available switch
    {
        0 => "torch finds no GPU that it can use (it needs an NVIDIA GPU, its driver, and the package TorchSharp-cuda-windows or "
            + "TorchSharp-cuda-linux in the application)",
        1 => "there is one GPU, number 0",
        _ => $"there are {available} GPUs, numbers 0 to {available - 1}",
    };
}
