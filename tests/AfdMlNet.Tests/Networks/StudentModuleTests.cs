using AfdMlNet.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks;

[TestClass]
public sealed class StudentModuleTests
{
    [TestMethod]
    [DynamicData(nameof(Students.Names), typeof(Students))]
    public void FeatureParameters_OfAnyNetwork_AreAllButTheClassifiers(string name)
    {
        using StudentModule student = Students.Create(name);
        IntPtr[] features = [.. student.FeatureParameters().Select(parameter => parameter.Handle)];
        IntPtr[] classifier = [.. student.Classifier.parameters().Select(parameter => parameter.Handle)];
        Assert.HasCount(2, classifier);
        CollectionAssert.AreEquivalent(student.parameters().Select(parameter => parameter.Handle).ToArray(),
            features.Concat(classifier).ToArray());
    }

    [TestMethod]
    public void Classifier_HeldByTheDerivedClassToo_IsStoredOnceUnderItsName()
    {
        using var student = new BranchingNetwork(3, 5);
        Assert.AreEqual("_head.weight", student.state_dict().Single(entry => entry.Value.Handle == student.Classifier.weight.Handle).Key);
        Assert.DoesNotContain("fc", student.named_children().Select(child => child.name));
    }

    [TestMethod]
    public void Classifier_AfterAMoveToAnotherType_IsStillTheNetworks()
    {
        using StudentModule student = Students.Create("resnet8");
        student.to(ScalarType.Float64);
        Assert.AreEqual(ScalarType.Float64, student.Classifier.weight.dtype);
        Assert.AreEqual(student.parameters().Count() - 2, student.FeatureParameters().Count());
    }

    [TestMethod]
    public void Create_WithOneSeed_GivesOneNetwork()
    {
        using StudentModule one = Students.Create("wrn10-1", seed: 5), same = Students.Create("wrn10-1", seed: 5),
        other = Students.Create("wrn10-1", seed: 6);
        Assert.IsTrue(one.parameters().Zip(same.parameters()).All(pair => pair.First.equal(pair.Second).all().item<bool>()));
        Assert.IsFalse(one.parameters().Zip(other.parameters()).All(pair => pair.First.equal(pair.Second).all().item<bool>()));
    }

    [TestMethod]
    [DataRow("resnet20", "layer3.0.conv1.weight", 64 * 9)]
    [DataRow("wrn16-2", "block3.layer.0.convShortcut.weight", 128)]
    [DataRow("resnet18", "layer4.1.conv2.weight", 512 * 9)]
    public void Convolutions_FreshlyMade_HaveHeInitialisationOverTheFanOut(string network, string weight, int fanOut)
    {
        using var scope = NewDisposeScope();
        using StudentModule student = Students.Create(network);
        Tensor values = student.state_dict()[weight];
        Assert.AreEqual(Math.Sqrt(2.0 / fanOut), values.std().item<float>(), 0.03 * Math.Sqrt(2.0 / fanOut));
    }
}
