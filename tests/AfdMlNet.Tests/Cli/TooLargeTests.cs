using System.Runtime.InteropServices;
using AfdMlNet.Cli;
using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Tests.Cli;

/// <summary>What is too large, or missing, on this machine: a plain error that says what to do.</summary>
[TestClass]
public sealed class TooLargeTests
{
    [TestMethod]
    [DataRow("100000")]
    [DataRow("2147483647")]
    [DataRow("1x2147483647")]
    [DataRow("10001x10000")]
    public void Train_SizeTooLarge_IsRefusedAtOnce(string size) => CommandLine.Run("train", "nowhere", "--size", size)
        .AssertFails(ExitCode.Usage, "is too large: an input has at most 100000000 pixels");

    [TestMethod]
    [DataRow(100_000, 100_000)]
    [DataRow(int.MaxValue, 1)]
    public void Trainer_SizeTooLarge_IsRefusedByItsOptions(int width, int height) => Assert.Contains(
        $"ImageWidth and ImageHeight are {width} and {height}: an input has at most 100000000 pixels",
        Assert.ThrowsExactly<ArgumentException>(() => new MLContext().MulticlassClassification.Trainers.AdversarialDistillation(
            new AdversarialDistillationTrainer.Options { ImageWidth = width, ImageHeight = height })).Message);

    [TestMethod]
    public void BatchLoader_BatchTooLarge_SaysHowManyFit()
    {
        using var builder = new ImageSetBuilder(new ImageShape(1000, 1000), 2, memoryLimit: 0, folder: null);
        using ImageSet images = builder.Build();

        string message = Assert.ThrowsExactly<ArgumentException>(() => new BatchLoader(
            images, new int[1000], new ChannelStatistics([0, 0, 0], [1, 1, 1]), PixelScale.Bytes, AugmentationOptions.None(), 1000,
            1)).Message;

        Assert.Contains("A batch of 1000 images of 1000x1000x3 has more than the 2147483591 values", message);
        Assert.Contains("BatchSize of at most 715", message);
    }

    [TestMethod]
    public void Length_OfAShapeBeyondAllBytes_IsNotANumberOfOtherPixels() =>
        Assert.ThrowsExactly<OverflowException>(() => new ImageShape(100_000, 100_000).Length);

    [TestMethod]
    public void ErrorText_NoMemory_SaysWhatToDo()
    {
        // As the runtime and torch throw them.
#pragma warning disable CA2201
        Exception[] errors =
        [
            new OutOfMemoryException(), new AggregateException(new TaskSchedulerException(new OutOfMemoryException())),
            new ExternalException("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
            new TypeInitializationException("torch", new DllNotFoundException("libtorch_cpu.so: failed to map segment from shared object")),
        ];
#pragma warning restore CA2201
        foreach (Exception error in errors)
            Assert.StartsWith("There is not enough memory. Give a smaller --size", ErrorText.Of(error).Message);
    }

    [TestMethod]
    public void Train_TemporaryFolderMissing_IsNamed()
    {
        using var folder = new ScratchFolder();
        Dictionary<string, string?> environment =
            new() { [OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = folder["nowhere"] };
        using System.Diagnostics.Process process =
            ToolProcess.Start([.. ToolProcess.Command, "score", "model.zip", "x.png"], environment, out Func<string> said);
        Patience.AwaitEnd(process, said);

        Assert.AreEqual(ExitCode.BadInput, process.ExitCode);
        Assert.Contains($"The folder for temporary files, '{folder["nowhere"]}", said());
    }
}
