using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Networks;

namespace AfdMlNet.Tests.Onnx;

/// <summary>The exported models compute what the networks compute.</summary>
[TestClass]
public sealed class StudentOnnxParityTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DynamicData(nameof(Students.Names), typeof(Students))]
    public void Export_OfAnyNetwork_GivesItsLogits(string name)
    {
        using StudentModule student = Students.Trained(Students.Create(name, classes: 100));
        int count = name == "wrn28-10" ? 1 : 3;
        AssertParity(name, student, Parity.Spec(32, 32, 3, 100), Parity.Pixels(count * 3 * 32 * 32));
    }

    [TestMethod]
    [DynamicData(nameof(Students.Names), typeof(Students))]
    public void Export_OfAnyNetwork_GivesItsLogitsOnPhotographs(string name)
    {
        float[] pixels = SharedData.Pixels("cifar100-10c-mini-png.zip", name == "wrn28-10" ? 1 : 8);
        using StudentModule student = Students.Trained(Students.Create(name, classes: 100));
        AssertParity($"{name}, CIFAR-100", student, Parity.Spec(32, 32, 3, 100, interleaved: true), pixels);
    }

    [TestMethod]
    [DataRow("resnet8", 1)]
    [DataRow("resnet8", 3)]
    [DataRow("wrn10-1", 7)]
    [DataRow("resnet18", 7)]
    public void Export_OfAnyBatchSize_GivesItsLogits(string name, int count)
    {
        using StudentModule student = Students.Trained(Students.Create(name));
        AssertParity($"{name}, batch {count}", student, Parity.Spec(32, 32, 3, 10), Parity.Pixels(count * 3 * 32 * 32));
    }

    [TestMethod]
    [DataRow("resnet8", 33, 28, 1, false)]
    [DataRow("resnet8", 7, 5, 3, false)]
    [DataRow("resnet8", 28, 28, 1, true)]
    [DataRow("wrn10-1", 33, 47, 3, true)]
    [DataRow("wrn16-2", 64, 30, 1, false)]
    [DataRow("resnet18", 65, 97, 3, true)]
    [DataRow("resnet18", 224, 224, 3, false)]
    public void Export_OfAnySizeChannelsAndLayout_GivesItsLogits(string name, int width, int height, int channels, bool interleaved)
    {
        using StudentModule student = Students.Trained(Students.Create(name, channels), channels);
        var spec = Parity.Spec(width, height, channels, 10, interleaved: interleaved);
        AssertParity($"{name}, {spec.Input}", student, spec, Parity.Pixels(2 * spec.Input.Length));
    }

    [TestMethod]
    [DataRow(OnnxOpset.Oldest)]
    [DataRow(15)]
    [DataRow(18)]
    [DataRow(20)]
    [DataRow(OnnxOpset.Newest)]
    public void Export_ForAnyOperatorSet_GivesItsLogits(int opset)
    {
        using StudentModule student = Students.Trained(new BranchingNetwork(3, 10));
        AssertParity($"opset {opset}", student, Parity.Spec(32, 32, 3, 10, opset), Parity.Pixels(2 * 3 * 32 * 32));
    }

    [TestMethod]
    [DataRow(32, 32)]
    [DataRow(41, 30)]
    public void Export_OfANetworkOfOnesOwn_GivesItsLogits(int width, int height)
    {
        TorchSharp.torch.random.manual_seed(3);
        using StudentModule student = Students.Trained(new BranchingNetwork(3, 4));
        AssertParity("branching", student, Parity.Spec(width, height, 3, 4), Parity.Pixels(3 * 3 * width * height));
    }

    private void AssertParity(string what, StudentModule student, OnnxModelSpec spec, float[] pixels)
    {
        double difference = Parity.Difference(student, spec, pixels);
        TestContext.WriteLine($"{what}: {difference:E2}");
        Assert.IsLessThanOrEqualTo(Parity.Tolerance, difference);
    }
}
