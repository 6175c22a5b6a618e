using AfdMlNet.Networks;
using AfdMlNet.Tests.Cli;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks.Pretrained;

[TestClass]
public sealed class PretrainedWeightsTests
{
    [TestMethod]
    [DataRow("resnet14", "")]
    [DataRow("resnet18", "module.")]
    [DataRow("wrn16-1", "model.")]
    [DataRow("resnet8", "state_dict.model.")]
    public void WithWeights_OfTheSameNetwork_GivesTheSameLogits(string name, string prefix)
    {
        using var folder = new ScratchFolder();
        using StudentModule teacher = Students.Trained(Students.Create(name, seed: 1), side: 64);
        string path = StateFiles.Write(teacher, folder["w.safetensors"], own => prefix + own);
        WeightsLoaded? loaded = null;
        IStudentNetwork recipe = StudentNetworks.Parse(name).WithWeights(path, weights => loaded = weights);
        Assert.AreEqual(name, recipe.Name);
        using StudentModule student = recipe.Create(3, 10);
        student.eval();
        using Tensor images = randn(2, 3, 64, 64);
        Assert.AreEqual(0f, (teacher.forward(images).Logits - student.forward(images).Logits).abs().max().item<float>());
        Assert.AreEqual((name, path, 0), (loaded!.Network, loaded.Path, loaded.LeftFresh.Count));
    }

    [TestMethod]
    public void WithWeights_UnderOtherCodesNames_AreMapped()
    {
        using var folder = new ScratchFolder();
        using StudentModule teacher = Students.Create("resnet8");
        string path =
            StateFiles.Write(teacher, folder["w.safetensors"], own => own.EndsWith("num_batches_tracked", StringComparison.Ordinal)
            ? null
            : own.Replace("fc.", "linear.", StringComparison.Ordinal).Replace(".downsample.", ".shortcut.", StringComparison.Ordinal));
        using StudentModule student = StudentNetworks.CifarResNet(8).WithWeights(path).Create(3, 10);
        Assert.IsTrue(teacher.parameters().Zip(student.parameters()).All(pair => pair.First.equal(pair.Second).all().item<bool>()));
    }

    [TestMethod]
    public void WithWeights_ForOtherClasses_LeavesTheClassifierFresh()
    {
        using var folder = new ScratchFolder();
        using StudentModule teacher = Students.Create("resnet8", classes: 10);
        string path = StateFiles.Write(teacher, folder["w.safetensors"]);
        WeightsLoaded? loaded = null;
        random.manual_seed(5);
        using StudentModule student = StudentNetworks.CifarResNet(8).WithWeights(path, weights => loaded = weights).Create(3, 7);
        using StudentModule fresh = Students.Create("resnet8", classes: 7, seed: 5);
        CollectionAssert.AreEquivalent((string[])["fc.weight", "fc.bias"], loaded!.LeftFresh.ToArray());
        Assert.IsTrue(fresh.Classifier.weight.equal(student.Classifier.weight).all().item<bool>());
        Assert.IsTrue(teacher.FeatureParameters()
            .Zip(student.FeatureParameters())
            .All(pair => pair.First.equal(pair.Second).all().item<bool>()));
    }

    [TestMethod]
    public void WithWeights_ThatDoNotFit_ListsAllThatIsWrong()
    {
        using var folder = new ScratchFolder();
        using StudentModule teacher = Students.Create("resnet8");
        using (no_grad())
            teacher.get_parameter("layer1.0.conv1.weight")!.fill_(float.NaN);
        string path = StateFiles.Write(teacher, folder["w.safetensors"], own => own switch { "bn1.bias" => null, "bn1.weight" => "extra", _ => own });
        string message =
            Assert.ThrowsExactly<InvalidDataException>(() => StudentNetworks.CifarResNet(8).WithWeights(path).Create(1, 10)).Message;
        foreach (string words in (string[])[path, "resnet8", "missing: bn1.bias", "missing: bn1.weight", "unexpected: extra",
            "conv1.weight is [16x3x3x3] in the file and [16x1x3x3] in the network",
            "layer1.0.conv1.weight holds values that are not finite"])
            Assert.Contains(words, message);
    }

    [TestMethod]
    [DataRow("_orig_mod.")]
    [DataRow("module._orig_mod.")]
    [DataRow("model._orig_mod.")]
    [DataRow("module.module.")]
    [DataRow("backbone.")]
    [DataRow("student.encoder.net.")]
    public void WithWeights_BehindAnyPrefixAndBesideOtherTensors_AreFound(string prefix)
    {
        using var folder = new ScratchFolder();
        using StudentModule teacher = Students.Create("resnet8");
        string path =
            StateFiles.Write(teacher, folder["w.safetensors"], own => prefix + own, ("n_averaged", [1]), ("criterion.weight", [1, 2, 3]));
        WeightsLoaded? loaded = null;
        using StudentModule student = StudentNetworks.CifarResNet(8).WithWeights(path, weights => loaded = weights).Create(3, 10);
        Assert.IsTrue(teacher.parameters().Zip(student.parameters()).All(pair => pair.First.equal(pair.Second).all().item<bool>()));
        CollectionAssert.AreEquivalent((string[])["n_averaged", "criterion.weight"], loaded!.LeftOut.ToArray());
        Assert.EndsWith("; not the network's, so left out: n_averaged, criterion.weight", loaded.ToString());
    }

    [TestMethod]
    public void WithWeights_OfAnotherNetwork_SaysSoInTheFirstLine()
    {
        using var folder = new ScratchFolder();
        using StudentModule teacher = Students.Create("resnet8");
        string path = StateFiles.Write(teacher, folder["w.safetensors"], own => $"x{own}");
        string message =
            Assert.ThrowsExactly<InvalidDataException>(() => StudentNetworks.CifarResNet(8).WithWeights(path).Create(3, 10)).Message;
        Assert.Contains("cannot start resnet8. They are of another network: none of its tensors is among them", message.Split('\n')[0]);
    }

    [TestMethod]
    [DataRow("best-acc1-tensor.pth")]
    [DataRow("best-acc1-float-control.pth")]
    public void WithWeights_OfACheckpointWithOtherValues_AreFound(string name)
    {
        string path = SharedData.Finding(name);
        using StudentModule student = StudentNetworks.CifarResNet(8).WithWeights(path).Create(3, 10);
        Assert.IsTrue(student.parameters().All(parameter => parameter.isfinite().all().item<bool>()));
    }

    [TestMethod]
    public void WithWeights_OfAFileThatIsDamaged_NamesIt()
    {
        using var folder = new ScratchFolder();
        folder.With("w.pth");
        Assert.Contains(folder["w.pth"], Assert.ThrowsExactly<InvalidDataException>(() => StudentNetworks.CifarResNet(8)
            .WithWeights(folder["w.pth"])
            .Create(3, 2)).Message);
    }

    [TestMethod]
    public void WithWeights_OfAMissingFile_IsRefusedAtOnce() =>
        Assert.Contains("nowhere.pth",
            Assert.ThrowsExactly<FileNotFoundException>(() => StudentNetworks.CifarResNet(8).WithWeights("nowhere.pth")).Message);
}
