using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Networks;

/// <summary>The numbers of parameters against published ones.</summary>
[TestClass]
public sealed class ParameterCountTests
{
    // osmr/imgclsmob, pytorch/pytorchcv/models/resnet_cifar.py, _test(): exact counts for CIFAR-10 and CIFAR-100.
    [TestMethod]
    [DataRow("resnet20", 10, 272_474L)]
    [DataRow("resnet20", 100, 278_324L)]
    [DataRow("resnet56", 10, 855_770L)]
    [DataRow("resnet56", 100, 861_620L)]
    [DataRow("resnet110", 10, 1_730_714L)]
    [DataRow("resnet110", 100, 1_736_564L)]
    // The same, wrn_cifar.py.
    [DataRow("wrn16-10", 10, 17_116_634L)]
    [DataRow("wrn16-10", 100, 17_174_324L)]
    [DataRow("wrn28-10", 100, 36_536_884L)]
    [DataRow("wrn40-8", 100, 35_794_484L)]
    // pytorch/vision, torchvision/models/resnet.py, num_params of IMAGENET1K_V1.
    [DataRow("resnet18", 1000, 11_689_512L)]
    [DataRow("resnet34", 1000, 21_797_672L)]
    // pytorch/vision, torchvision/models/mobilenetv2.py, num_params of IMAGENET1K_V1.
    [DataRow("mobilenetv2", 1000, 3_504_872L)]
    // osmr/imgclsmob, pytorch/pytorchcv/models/resnet.py, _test().
    [DataRow("resnet10", 1000, 5_418_792L)]
    public void Network_OfPublishedSize_HasItsParameters(string name, int classes, long parameters)
    {
        using StudentModule student = Students.Create(name, classes: classes);
        Assert.AreEqual(parameters, student.parameters().Sum(parameter => parameter.numel()));
    }

    // From the architecture alone: each depth step of 6 adds two 3x3 convolutions and batch norms to each stage.
    [TestMethod]
    [DataRow(8)]
    [DataRow(32)]
    [DataRow(44)]
    public void CifarResNet_OfAnyDepth_GrowsByOneBlockAStage(int depth)
    {
        int[] widths = [16, 32, 64];
        int more = (depth - 20) / 6;
        long expected = 278_324 + (more * widths.Sum(width => (2L * 9 * width * width) + (2 * 2 * width)));
        using StudentModule student = Students.Create($"resnet{depth}", classes: 100);
        Assert.AreEqual(expected, student.parameters().Sum(parameter => parameter.numel()));
    }

    // Tian et al. 2020 (RepDistiller) give 0.70 and 2.26 million for CIFAR-100.
    [TestMethod]
    [DataRow("wrn16-2", 703_284L)]
    [DataRow("wrn40-2", 2_255_156L)]
    public void WideResNet_OfTheLiteraturesPairs_HasItsParameters(string name, long parameters)
    {
        using StudentModule student = Students.Create(name, classes: 100);
        Assert.AreEqual(parameters, student.parameters().Sum(parameter => parameter.numel()));
    }
}
