using AfdMlNet.Networks;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks;

[TestClass]
public sealed class ForwardTests
{
    [TestMethod]
    [DataRow("resnet8", 64, 4)]
    [DataRow("wrn10-1", 64, 4)]
    [DataRow("wrn16-2", 128, 4)]
    [DataRow("resnet18", 512, 32)]
    public void Forward_OfAnySizeAndChannels_GivesMapAndLogits(string name, int width, int stride)
    {
        using IDisposable gradients = no_grad();
        foreach (int channels in (int[])[1, 3])
        {
            using StudentModule student = Students.Create(name, channels, classes: 7).Eval();
            foreach (int side in (int[])[32, 28, 16, 64, 33, stride])
            {
                if (side < stride)
                    continue;
                using var scope = NewDisposeScope();
                (Tensor map, Tensor logits) = student.forward(randn(2, channels, side, side + 8));
                long[] expected = [2, width, Halved(side, stride), Halved(side + 8, stride)];
                CollectionAssert.AreEqual(expected, map.shape, $"{side}");
                CollectionAssert.AreEqual(new long[] { 2, 7 }, logits.shape);
                Assert.IsTrue(map.min().item<float>() >= 0, "The map is what ReLU gives.");
            }
        }
    }

    [TestMethod]
    [DataRow("resnet8", 32)]
    [DataRow("wrn10-1", 32)]
    [DataRow("resnet18", 64)]
    public void Forward_OfInterleavedImages_KeepsTheirLayout(string name, int side)
    {
        using var scope = NewDisposeScope();
        using StudentModule student = Students.Create(name);
        (Tensor map, _) = student.forward(randn(2, side, side, 3).permute(0, 3, 1, 2));
        Assert.IsTrue(map.permute(0, 2, 3, 1).is_contiguous(), string.Join(' ', map.stride()));
    }

    [TestMethod]
    [DynamicData(nameof(Students.Names), typeof(Students))]
    public void Forward_OfAnyNetwork_LeavesTheImagesAlone(string name)
    {
        using var scope = NewDisposeScope();
        using StudentModule student = Students.Create(name);
        Tensor images = randn(2, 3, 32, 32), before = images.clone();
        student.forward(images);
        Assert.IsTrue(images.equal(before).all().item<bool>());
    }

    [TestMethod]
    public void Classify_OfTheMap_DoesNotOverwriteIt()
    {
        using var scope = NewDisposeScope();
        using StudentModule student = Students.Create("resnet8");
        Tensor map = student.Features(TensorLayers.Instance, randn(2, 3, 32, 32)), before = map.clone();
        student.Classify(TensorLayers.Instance, map);
        Assert.IsTrue(map.equal(before).all().item<bool>());
    }

    private static int Halved(int side, int stride)
    {
        for (; stride > 1; stride /= 2)
            side = (side + 1) / 2;
        return side;
    }
}

file static class Modes
{
    public static StudentModule Eval(this StudentModule student)
    {
        student.eval();
        return student;
    }
}
