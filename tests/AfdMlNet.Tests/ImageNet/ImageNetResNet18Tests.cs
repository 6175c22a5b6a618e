using AfdMlNet.ImageNet;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace AfdMlNet.Tests.ImageNet;

[TestClass]
public sealed class ImageNetResNet18Tests
{
    private const int Side = 224;

    [TestMethod]
    public void Features_OfThePackagesWeights_AreOnnxRuntimesOnItsFile()
    {
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        using StudentModule network = ImageNetNetworks.ResNet18().Create(3, 5);
        network.eval();
        random.manual_seed(1);
        // Smooth at first and noise on top, 0 to 255.
        Tensor pixels = (nn.functional.interpolate(rand(1, 3, 7, 7), [Side, Side], mode: InterpolationMode.Bilinear) * 200)
            + (rand(1, 3, Side, Side) * 55);
        float[] ours = network.Features(TensorLayers.Instance, Normalised(pixels, ResNet18File.Normalization)).mean([2, 3]).data<float>()
            .ToArray();

        using var session = new InferenceSession(ResNet18File.Path);
        Tensor theirs = Normalised(pixels, ResNet18File.Stored).flip(1).contiguous();
        var input = new DenseTensor<float>(theirs.data<float>().ToArray(), [1, 3, Side, Side]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        float[] expected = [.. results[0].AsEnumerable<float>()];

        Assert.HasCount(512, expected);
        float largest = expected.Max(), difference = ours.Zip(expected, (a, b) => MathF.Abs(a - b)).Max();
        Assert.IsGreaterThan(0.1f, largest);
        Assert.IsLessThanOrEqualTo(1e-5f, difference / largest, $"{difference} of {largest}");
    }

    [TestMethod]
    [DataRow("imagenet-resnet18-s3", 3, 3, 1.0, 2_782_784 + (257 * 5L))]
    [DataRow("imagenet-resnet18-b1-w50", 4, 1, 0.5, 1_230_240 + (257 * 5L))]
    public void Cut_WrittenAsOnnx_ScoresAsTorch(string name, int stages, int blocks, double width, long parameters)
    {
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        ImageNetResNet18 recipe = ImageNetNetworks.ResNet18().Cut(stages, blocks, width);
        Assert.AreEqual(name, recipe.Name);
        using StudentModule network = recipe.Create(3, 5);
        network.eval();
        Assert.AreEqual(parameters, network.parameters().Sum(parameter => parameter.numel()));
        ImageShape shape = new(64, 64, 3);
        ChannelStatistics statistics = ChannelStatistics.Of(recipe.Normalization, PixelScale.Bytes);
        random.manual_seed(2);
        Tensor pixels = rand(2, 3, 64, 64) * 255;
        float[] ours = network.forward(Normalised(pixels, recipe.Normalization)).Logits.data<float>().ToArray();

        byte[] model = StudentOnnx.Write(network, new OnnxModelSpec(
            shape, statistics.Mean, statistics.StandardDeviation, ["a", "b", "c", "d", "e"], new Dictionary<string, string>()));
        using var session = new InferenceSession(model);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(
            OnnxNames.Image, new DenseTensor<float>(pixels.data<float>().ToArray(), [2, 3, 64, 64]))], [OnnxNames.Logits]);
        float[] theirs = [.. results[0].AsEnumerable<float>()];
        Assert.IsLessThan(1e-4f, ours.Zip(theirs, (a, b) => MathF.Abs(a - b)).Max());
        Assert.IsGreaterThan(1e-3f, ours.Max() - ours.Min());
    }

    [TestMethod]
    public void Create_WithoutTheFile_NamesThePackage()
    {
        var recipe = new ImageNetResNet18(new ResNetCut(), "nowhere/ResNet18.onnx");
        string message = Assert.ThrowsExactly<FileNotFoundException>(() => recipe.Create(3, 5)).Message;
        Assert.Contains("nowhere/ResNet18.onnx", message);
        Assert.Contains(ResNet18File.Package, message);
    }

    [TestMethod]
    public void Create_OfAnotherFile_SaysItsHash()
    {
        string path = Path.GetTempFileName();
        try
        {
            var recipe = new ImageNetResNet18(new ResNetCut(), path);
            string message = Assert.ThrowsExactly<InvalidDataException>(() => recipe.Create(3, 5)).Message;
            Assert.Contains("e3b0c44298fc1c14", message);
            Assert.Contains(ResNet18File.Package, message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DataRow("imagenet-resnet18", 32)]
    [DataRow("imagenet-resnet18-s3", 16)]
    [DataRow("imagenet-resnet18-b1-w50", 32)]
    [DataRow("imagenet-resnet18-s3-b1-w50", 16)]
    public void Parse_OfAName_GivesTheNetwork(string name, int stride)
    {
        IStudentNetwork network = StudentNetworks.Parse(name, [ImageNetNetworks.Family]);
        Assert.AreEqual(name, network.Name);
        Assert.AreEqual(stride, network.Stride);
        Assert.ThrowsExactly<ArgumentException>(() => StudentNetworks.Parse(name));
    }

    [TestMethod]
    [DataRow("imagenet-resnet18-s0")]
    [DataRow("imagenet-resnet18-s5")]
    [DataRow("imagenet-resnet18-b4")]
    [DataRow("imagenet-resnet18-w9")]
    [DataRow("imagenet-resnet18-w50-s3")]
    public void Parse_OfACutThatCannotBe_SaysWhatThereIs(string name)
    {
        string message = Assert.ThrowsExactly<ArgumentException>(() => StudentNetworks.Parse(name, [ImageNetNetworks.Family])).Message;
        Assert.Contains("the first S of 4 stages", message);
    }

    [TestMethod]
    public void Fold_OntoAnotherNormalization_KeepsTheFeaturesInside()
    {
        using IDisposable gradients = no_grad();
        using var scope = NewDisposeScope();
        ImageNetResNet18 recipe = ImageNetNetworks.ResNet18().Cut(stages: 1);
        using StudentModule own = recipe.Create(3, 5), folded = recipe.Create(3, 5);
        // Of the same mean, so that the padding is the same too.
        ImageNormalization other = recipe.Normalization with { Red = recipe.Normalization.Red with { Deviation = 0.1 } };
        InputFold.Apply(folded, recipe.Normalization, other);
        own.eval();
        folded.eval();
        Tensor pixels = rand(1, 3, 64, 64) * 255;
        Tensor expected = own.forward(Normalised(pixels, recipe.Normalization)).FeatureMap;
        Tensor actual = folded.forward(Normalised(pixels, other)).FeatureMap;
        Assert.IsLessThan(1e-4, (expected - actual).abs().max().item<float>() / expected.abs().max().item<float>());
    }

    private static Tensor Normalised(Tensor pixels, ImageNormalization normalization)
    {
        ChannelStatistics statistics = ChannelStatistics.Of(normalization, PixelScale.Bytes);
        return (pixels - tensor(statistics.Mean).reshape(1, 3, 1, 1)) / tensor(statistics.StandardDeviation).reshape(1, 3, 1, 1);
    }
}
