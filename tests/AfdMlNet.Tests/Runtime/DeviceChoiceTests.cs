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
    [DataRow(0, 0, "GpuDeviceId is 0, but torch finds no GPU that it can use (it needs an NVIDIA GPU, its driver, and the package "
        + "TorchSharp-cuda-windows or TorchSharp-cuda-linux in the application).")]
    [DataRow(1, 1, "GpuDeviceId is 1, but there is one GPU, number 0.")]
    [DataRow(4, 2, "GpuDeviceId is 4, but there are 2 GPUs, numbers 0 to 1.")]
    public void Choose_MissingGpuWithoutFallback_SaysWhatIsThereAndWhatToDo(int asked, int available, string expected)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => DeviceChoice.Choose(asked, fallbackToCpu: false, available));

        Assert.AreEqual(
            expected + " Set GpuDeviceId to a GPU that is there or to null for the CPU, or set FallbackToCpu to true.",
            error.Message);
    }

    [TestMethod]
    public void ChooseAll_GpusThatNoMachineHasWithFallback_IsCpuForAll()
    {
        Placement placement = DeviceChoice.ChooseAll([1000, 1001], fallbackToCpu: true);

        Assert.AreEqual(DeviceType.CPU, placement[0].type);
        Assert.AreEqual(DeviceType.CPU, placement[1].type);
    }

    [TestMethod]
    [DataRow(new[] { 0, 1 }, false, 2, new[] { 0, 1 })]
    [DataRow(new[] { 1, 0, 1 }, true, 2, new[] { 1, 0, 1 })]
    [DataRow(new[] { 0, 2 }, true, 2, null)]
    public void ChooseAll_GpusOrFallback_AreTheGpusOrTheCpu(int[] asked, bool fallbackToCpu, int available, int[]? expected) =>
        CollectionAssert.AreEqual(expected, DeviceChoice.ChooseAll(asked, fallbackToCpu, available)?.ToArray());

    [TestMethod]
    [DataRow(new[] { 0, 1 }, 0, "GpuDeviceIds holds 0, 1, but torch finds no GPU that it can use (it needs an NVIDIA GPU, its driver, and "
        + "the package TorchSharp-cuda-windows or TorchSharp-cuda-linux in the application).")]
    [DataRow(new[] { 0, 1 }, 1, "GpuDeviceIds holds 1, but there is one GPU, number 0.")]
    [DataRow(new[] { 4, 1, 4, 2 }, 2, "GpuDeviceIds holds 4, 2, but there are 2 GPUs, numbers 0 to 1.")]
    public void ChooseAll_MissingGpusWithoutFallback_SaysWhichAndWhatToDo(int[] asked, int available, string expected)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => DeviceChoice.ChooseAll(asked, fallbackToCpu: false, available));

        Assert.AreEqual(
            expected + " Set GpuDeviceIds to GPUs that are there or to null for the CPU, or set FallbackToCpu to true.",
            error.Message);
    }
}
