using AfdMlNet.Runtime;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class DeviceChoiceTests
{
    [TestMethod]
    public void Choose_NoGpuAsked_IsCpu() =>
        Assert.AreEqual(DeviceType.CPU, DeviceChoice.Choose(null, fallbackToCpu: false).type);

    [TestMethod]
    public void Choose_GpuThatNoMachineHasWithFallback_IsCpu() =>
        Assert.AreEqual(DeviceType.CPU, DeviceChoice.Choose(1000, fallbackToCpu: true).type);

    [TestMethod]
    public void Choose_GpuThatNoMachineHasWithoutFallback_Throws() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => DeviceChoice.Choose(1000, fallbackToCpu: false));

    [TestMethod]
    [DataRow(null, false, 2, null)]
    [DataRow(0, false, 1, 0)]
    [DataRow(1, false, 2, 1)]
    [DataRow(1, true, 2, 1)]
    [DataRow(2, true, 2, null)]
    [DataRow(0, true, 0, null)]
    [DataRow(-1, true, 2, null)]
    public void Choose_GpuOrFallback_IsTheGpuOrTheCpu(int? asked, bool fallbackToCpu, int available, int? expected) =>
        Assert.AreEqual(expected, DeviceChoice.Choose(asked, fallbackToCpu, available));

    [TestMethod]
    [DataRow(0, 0, "GpuDeviceId is 0, but torch finds no GPU that it can use (it needs an NVIDIA GPU, its driver, and the package TorchSharp-cuda-windows or TorchSharp-cuda-linux in the application).")]
    [DataRow(1, 1, "GpuDeviceId is 1, but there is one GPU, number 0.")]
    [DataRow(4, 2, "GpuDeviceId is 4, but there are 2 GPUs, numbers 0 to 1.")]
    public void Choose_MissingGpuWithoutFallback_SaysWhatIsThereAndWhatToDo(int asked, int available, string expected)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => DeviceChoice.Choose(asked, fallbackToCpu: false, available));

        Assert.AreEqual(
            expected + " Set GpuDeviceId to a GPU that is there or to null for the CPU, or set FallbackToCpu to true.",
            error.Message);
    }
}
