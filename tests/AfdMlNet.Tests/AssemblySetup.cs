using AfdMlNet.Runtime;

// torch keeps threads and a random generator that are the whole process's: tests side by side would disturb each other.
[assembly: DoNotParallelize]

namespace AfdMlNet.Tests;

[TestClass]
public static class AssemblySetup
{
    [AssemblyInitialize]
    public static void LoadTorch(TestContext context) => TorchRuntime.EnsureLoaded();
}
