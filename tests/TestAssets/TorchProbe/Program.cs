using AfdMlNet.Runtime;
using TorchSharp;

// A process of its own for the tests of loading: torch can be loaded only once in each.
try
{
    TorchRuntime.EnsureLoaded();
}
catch (DllNotFoundException e)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}

if (args is ["fresh"])
{
    Console.WriteLine(FreshMemory.Patterns());
    return 0;
}

if (OperatingSystem.IsLinux() && args is [string ending])
    return PoolEnding.Run(ending);
Console.WriteLine(Probe.Sum());
return 0;

internal static class Probe
{
    public static int Sum()
    {
        using torch.Tensor ones = torch.ones(4, 5);
        using torch.Tensor sum = ones.sum();
        return (int)sum.item<float>();
    }
}
