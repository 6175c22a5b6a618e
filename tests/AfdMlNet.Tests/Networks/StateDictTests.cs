using AfdMlNet.Networks;

namespace AfdMlNet.Tests.Networks;

/// <summary>The names under which weights are stored: those of the PyTorch codes, so that their files fit.</summary>
[TestClass]
public sealed class StateDictTests
{
    private static readonly string[] _batchNorm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];

    [TestMethod]
    public void CifarResNet_StateDict_HasPyTorchsNames() => AssertNames("resnet14", [
        "conv1.weight", .. Normalization("bn1"),
        .. Block("layer1.0"), .. Block("layer1.1"),
        .. Block("layer2.0", projected: true), .. Block("layer2.1"),
        .. Block("layer3.0", projected: true), .. Block("layer3.1"),
        "fc.weight", "fc.bias"]);

    [TestMethod]
    public void ResNet_StateDict_HasTorchvisionsNames() => AssertNames("resnet18", [
        "conv1.weight", .. Normalization("bn1"),
        .. Block("layer1.0"), .. Block("layer1.1"),
        .. Block("layer2.0", projected: true), .. Block("layer2.1"),
        .. Block("layer3.0", projected: true), .. Block("layer3.1"),
        .. Block("layer4.0", projected: true), .. Block("layer4.1"),
        "fc.weight", "fc.bias"]);

    [TestMethod]
    public void WideResNet_StateDict_HasTheUsualCodesNames() => AssertNames("wrn16-2", [
        "conv1.weight",
        .. ((string[])["block1", "block2", "block3"]).SelectMany(stage =>
            (string[])[.. Preactivation($"{stage}.layer.0"), $"{stage}.layer.0.convShortcut.weight", .. Preactivation($"{stage}.layer.1")]),
        .. Normalization("bn1"), "fc.weight", "fc.bias"]);

    [TestMethod]
    [DataRow("resnet14")]
    [DataRow("wrn16-1")]
    [DataRow("resnet18")]
    public void Network_SavedAndLoaded_HasTheSameParameters(string name)
    {
        string path = Path.GetTempFileName();
        try
        {
            using StudentModule saved = Students.Create(name, seed: 1), loaded = Students.Create(name, seed: 2);
            saved.save(path);
            loaded.load(path);
            Assert.IsTrue(saved.parameters().Zip(loaded.parameters()).All(pair => pair.First.equal(pair.Second).all().item<bool>()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertNames(string network, IEnumerable<string> expected)
    {
        using StudentModule student = Students.Create(network);
        CollectionAssert.AreEquivalent(expected.ToArray(), student.state_dict().Keys.ToArray());
    }

    private static IEnumerable<string> Normalization(string name) => _batchNorm.Select(part => $"{name}.{part}");

    private static IEnumerable<string> Preactivation(string name) =>
        [.. Normalization($"{name}.bn1"), $"{name}.conv1.weight", .. Normalization($"{name}.bn2"), $"{name}.conv2.weight"];

    private static IEnumerable<string> Block(string name, bool projected = false) =>
        [.. Preactivation(name), .. projected ? [$"{name}.downsample.0.weight", .. Normalization($"{name}.downsample.1")] : (string[])[]];
}
