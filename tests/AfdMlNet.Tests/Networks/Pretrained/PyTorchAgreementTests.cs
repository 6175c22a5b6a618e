using System.Diagnostics;
using AfdMlNet.Networks;
using AfdMlNet.Tests.Cli;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks.Pretrained;

/// <summary>A network that PyTorch made and saved (write_network.py) against ours with its weights.</summary>
[TestClass]
public sealed class PyTorchAgreementTests
{
    private const string Python = "/usr/bin/python3";

    [TestMethod]
    public void Network_SavedByPyTorch_HasItsLogits()
    {
        using var folder = new ScratchFolder();
        WriteNetwork(folder.Path);
        IReadOnlyDictionary<string, StoredTensor> expected = WeightFile.Read(folder["expected.pth"]);
        using Tensor images = Tensor(expected["images"]), logits = Tensor(expected["logits"]);
        foreach (string file in (string[])["plain.pth", "checkpoint.pth"])
        {
            using StudentModule network = StudentNetworks.CifarResNet(20).WithWeights(folder[file]).Create(3, 10);
            network.eval();
            float difference = (network.forward(images).Logits - logits).abs().max().item<float>();
            Console.WriteLine($"{file}: largest difference of logits {difference:g3}, largest logit {logits.abs().max().item<float>():g3}");
            Assert.IsLessThan(1e-4f, difference);
        }

        Assert.Contains("old format", Refusal(folder["old.pth"]));
        Assert.Contains("__main__.CifarResNet", Refusal(folder["pickled.pth"]));
    }

    private static string Refusal(string path) => Assert.ThrowsExactly<InvalidDataException>(() => WeightFile.Read(path)).Message;

    private static Tensor Tensor(StoredTensor stored) => tensor(stored.ToSingles()).reshape([.. stored.Shape]);

    private static void WriteNetwork(string folder)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Networks", "Pretrained", "write_network.py");
        if (!File.Exists(Python) || Run("-c", "import torch") != 0)
            Assert.Inconclusive($"{Python} has no torch.");
        Assert.AreEqual(0, Run(script, folder));
    }

    private static int Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            Console.WriteLine(error);
        return process.ExitCode;
    }
}
