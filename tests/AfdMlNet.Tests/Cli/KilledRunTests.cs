using System.Diagnostics;
using System.Globalization;
using AfdMlNet.Cli.Data.Archives;
using AfdMlNet.Files;

namespace AfdMlNet.Tests.Cli;

/// <summary>What a killed run leaves behind: the next one sweeps it.</summary>
[TestClass]
public sealed class KilledRunTests : IDisposable
{
    // 4 kills in the suite, one at each of the moments; AFD_SWEEP_KILLS=50 by hand.
    private static readonly int _kills =
        int.TryParse(Environment.GetEnvironmentVariable("AFD_SWEEP_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills)
            ? kills
            : 4;

    private readonly ScratchFolder _folder = new();
    private readonly Random _random = new(1);

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Within_FoldersOfDeadAndOfLivingProcesses_SweepsTheDead()
    {
        using var living = TemporaryFolder.Within(_folder["tmp"], "afd-");
        _folder.With("tmp/afd-dead.lock", "tmp/afd-dead/cat/1.png", "tmp/afd-begun.lock", "tmp/other.lock", "tmp/other/file");
        using (var next = TemporaryFolder.Within(_folder["tmp"], "afd-"))
        {
            Assert.IsTrue(Directory.Exists(next.Path));
            Assert.AreEqual(2 + 2 + 2, Directory.GetFileSystemEntries(_folder["tmp"]).Length, "two folders and another's, with locks");
        }

        Assert.IsTrue(Directory.Exists(living.Path));
        Assert.AreEqual(2 + 2, Directory.GetFileSystemEntries(_folder["tmp"]).Length);
    }

    [TestMethod]
    public void Write_AfterAKilledWriteOfTheSameFile_SweepsItsRest()
    {
        _folder.With("a.json.0123.tmp", "b.json.0123.tmp");
        using (File.Create(_folder["a.json.living.tmp"]))
            AtomicFile.Write(_folder["a.json"], stream => stream.WriteByte(1));
        CollectionAssert.AreEqual((string[])["a.json", "a.json.living.tmp", "b.json.0123.tmp"], _folder.Files());
    }

    [TestMethod]
    public void Train_KilledAtAnyMoment_TheNextRunLeavesItsResultsAndNothingElse()
    {
        string images = _folder.Zip("images.zip", [.. DrawnImages.Encoded(30).Select((row, i) => ($"{row.Label}/{i}.png", row.Features))]);
        Directory.CreateDirectory(_folder["tmp"]);
        int killed = 0, left = 0;
        for (int kill = 0; kill < _kills; kill++)
        {
            using Process process = Start(images, out Func<string> said);
            int epoch = _random.Next(1, 4);
            Func<bool> moment = (kill % 4) switch
            {
                0 => () => Entries("tmp", "afd-*").Length > 0,
                1 => () => Directory.EnumerateFiles(_folder["tmp"], "*.png", SearchOption.AllDirectories).Skip(_random.Next(80)).Any(),
                2 => () => said().Contains($"epoch {epoch}/3", StringComparison.Ordinal),
                _ => () => Entries("out", ".afd-*").Length > 0 && said().Contains("epoch 3/3", StringComparison.Ordinal),
            };
            Patience.Await(() => process.HasExited || moment(), said);
            process.Kill();
            process.WaitForExit();
            killed += process.ExitCode == 0 ? 0 : 1;
            left += Entries("tmp", "afd-*").Length;
        }

        using Process whole = Start(images, out Func<string> heard);
        Patience.AwaitEnd(whole, heard);

        TestContext.WriteLine($"Killed {killed} of {_kills} times, which left {left} entries.");
        Assert.AreEqual(0, whole.ExitCode, heard());
        Assert.IsGreaterThan(0, left);
        // ONNX Runtime keeps the number of its session in a file of that name, killed or not.
        Assert.AreEqual("", string.Join(' ', Entries("tmp", "*").Except([".ses"])));
        Assert.AreEqual(
            "epochs.csv history.json labels.txt model-card.md model.zip report.html settings.json student.onnx",
            string.Join(' ', Entries("out", "*")));
    }

    private Process Start(string images, out Func<string> said) => ToolProcess.Start(
        [
            .. ToolProcess.Command, "train", images, "--students", "resnet8,resnet8", "--epochs", "3", "--batch-size", "16",
            "--no-cpu-check", "--checkpoint-minutes", "0.005", "--out", _folder["out"],
        ],
        // .NET's own pipes for debuggers stay in the folder of temporary files when it is killed.
        new Dictionary<string, string?> { ["TMPDIR"] = _folder["tmp"], ["DOTNET_EnableDiagnostics"] = "0" },
        out said);

    private string[] Entries(string folder, string pattern) => !Directory.Exists(_folder[folder])
        ? []
        : [.. Directory.GetFileSystemEntries(_folder[folder], pattern).Select(entry => Path.GetFileName(entry)).Order()];
}
