using System.Diagnostics;
using AfdMlNet.Convolutions;
using AfdMlNet.Tests.Cli;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Convolutions;

/// <summary>libtorch gives a single image to NNPACK, which no trial has seen, and which complains on the console.</summary>
[TestClass]
public sealed class SingleImageTests
{
    [TestMethod]
    [DataRow(1, false)]
    [DataRow(2, true)]
    public void IsForOneDnn_ASingleImage_IsNot(int images, bool expected)
    {
        using Tensor map = zeros(images, 3, 8, 8);
        Assert.AreEqual(expected, LayerConvolution.IsForOneDnn(map));
    }

    /// <summary>9 images: one of a class of 5 is held back, so that validation has batches of one image.</summary>
    [TestMethod]
    public void Train_OneImageToValidateOn_NeverAsksNnpack()
    {
        using var folder = new ScratchFolder();
        EncodedRow[] rows = DrawnImages.Encoded(5);
        DrawnImages.Write(folder["data"], [.. rows.Where(row => row.Label == "blob"), .. rows.Where(row => row.Label == "down").Take(4)]);
        string[] arguments =
            ["train", folder["data"], "--students", "resnet8,resnet8", "--epochs", "2", "--batch-size", "4", "--out", folder["out"]];

        using Process tool = ToolProcess.Start(arguments, out Func<string> said);
        tool.WaitForExit();

        Assert.AreEqual(0, tool.ExitCode, said());
        Assert.Contains("8 training images, 1 to validate on", said());
        Assert.DoesNotContain("NNPACK", said());
    }
}
