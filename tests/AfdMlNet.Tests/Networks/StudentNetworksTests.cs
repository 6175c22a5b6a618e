using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Networks;

[TestClass]
public sealed class StudentNetworksTests
{
    [TestMethod]
    [DynamicData(nameof(Students.Names), typeof(Students))]
    public void Parse_OfAListedName_GivesTheNetworkOfThatName(string name)
    {
        IStudentNetwork network = StudentNetworks.Parse(name);
        Assert.AreEqual(name, network.Name);
        Assert.AreEqual(name, network.ToString());
        bool large =
            name is "resnet10" or "resnet10-w50" or "resnet18" or "resnet34" or "mobilenetv2-w35" or "mobilenetv2-w50" or "mobilenetv2";
        Assert.AreEqual(large ? 224 : 32, network.NativeSize);
        Assert.AreEqual(large ? 32 : 4, network.Stride);
    }

    [TestMethod]
    public void Recipes_OfOneName_AreEqual()
    {
        Assert.AreEqual(StudentNetworks.CifarResNet(20), StudentNetworks.Parse(" ResNet20"));
        Assert.AreEqual(StudentNetworks.WideResNet(16, 2), StudentNetworks.Parse("WRN16-2"));
        Assert.AreEqual(StudentNetworks.ResNet(18).GetHashCode(), StudentNetworks.Parse("resnet18").GetHashCode());
        Assert.AreNotEqual(StudentNetworks.CifarResNet(20), StudentNetworks.CifarResNet(26));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("resnet")]
    [DataRow("resnet2")]
    [DataRow("resnet21")]
    [DataRow("resnet20-2")]
    [DataRow("resnet-20")]
    [DataRow("resnet99999999999")]
    [DataRow("wrn16")]
    [DataRow("wrn16-0")]
    [DataRow("wrn17-2")]
    [DataRow("wrn4-2")]
    [DataRow("wrn16--2")]
    [DataRow("vgg16")]
    [DataRow("resnet50")]
    [DataRow("resnet152")]
    [DataRow("cifar-resnet18")]
    [DataRow("resnet18-w50")]
    [DataRow("mobilenetv2-w36")]
    public void Parse_OfAnUnknownName_SaysWhatThereIs(string name)
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => StudentNetworks.Parse(name));
        Assert.Contains($"'{name}'", error.Message);
        Assert.Contains("D = 6n + 2", error.Message);
        Assert.Contains("wrn16-2", error.Message);
    }

    // ImageNet's ResNet-50 is another network: the CIFAR-style one has its family in its name.
    [TestMethod]
    public void CifarResNet_OfADepthThatImageNetHasToo_IsNamedWithItsFamily()
    {
        Assert.AreEqual("cifar-resnet50", StudentNetworks.CifarResNet(50).Name);
        Assert.AreEqual(StudentNetworks.CifarResNet(50), StudentNetworks.Parse("cifar-resnet50"));
        Assert.AreEqual("resnet20", StudentNetworks.Parse("cifar-resnet20").Name);
    }

    [TestMethod]
    public void Families_OfAWrongDepthOrWidth_AreRefused()
    {
        foreach (int depth in (int[])[int.MinValue, -4, 0, 2, 7, 18, 34])
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentNetworks.CifarResNet(depth));
        foreach (int depth in (int[])[-2, 0, 4, 12, 20])
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentNetworks.WideResNet(depth, 2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentNetworks.WideResNet(16, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentNetworks.ResNet(50));
    }

    [TestMethod]
    [DataRow(2, 10)]
    [DataRow(4, 10)]
    [DataRow(3, 1)]
    public void Create_WithChannelsOrClassesThatCannotBe_IsRefused(int channels, int classes) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StudentNetworks.CifarResNet(8).Create(channels, classes));
}
