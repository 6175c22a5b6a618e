using System.Diagnostics;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Cli;

/// <summary>Files among a data set's images that cannot be read, as people have them, in all commands that read a data set.</summary>
[TestClass]
public sealed class BadImageFileTests : IDisposable
{
    private static readonly string[] _short = ["--students", "resnet8,resnet8", "--method", "dml", "--epochs", "1", "--batch-size", "16"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Train_BadFilesAnywhere_AreAllNamedBeforeTraining()
    {
        string[] bad = Draw();

        CommandLine answer = CommandLine.Run(["train", _folder["data"], "--out", _folder["out"], .. _short]);

        answer.AssertFails(
            1, [$"{bad.Length} images cannot be read:", "--skip-bad", .. bad.Select(file => $"'{_folder[file]}' cannot be read: ")]);
        Assert.IsFalse(Directory.Exists(_folder["out"]));
    }

    [TestMethod]
    public void Train_SkipBad_LeavesThemOutAloud()
    {
        string[] bad = Draw();

        CommandLine answer = CommandLine.Run(["train", _folder["data"], "--skip-bad", "--out", _folder["out"], .. _short]);

        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        foreach (string file in bad)
            Assert.Contains($"Left out: '{_folder[file]}' cannot be read: ", answer.Error);
        Assert.Contains($"of '{_folder["data/train"]}' that cannot be read: ", answer.Error);
        Assert.Contains("'gone' 1 (all of that class)", answer.Error);
        Assert.Contains("24 training images, 3 to validate on", answer.Out);
        Assert.Contains($"{_folder["data/test"]} (3 images): accuracy", answer.Out);
        CollectionAssert.AreEqual((string[])["across", "blob", "down"], File.ReadAllLines(_folder["out/labels.txt"]));
    }

    [TestMethod]
    public void Train_ManyBadFiles_NamesTwentyAndCountsTheRest()
    {
        Draw();
        for (int i = 0; i < 30; i++)
            File.WriteAllBytes(_folder[$"data/train/blob/x{i}.png"], []);
        CommandLine answer = CommandLine.Run(["train", _folder["data"], "--out", _folder["out"], .. _short]);
        Assert.AreEqual(1, answer.ExitCode);
        Assert.AreEqual(20, answer.Error.Split("' cannot be read: ").Length - 1);
        Assert.MatchesRegex("and [0-9]+ more", answer.Error);
    }

    [TestMethod]
    public void Train_TestFileThatGoesBadMeanwhile_CostsNothing()
    {
        DrawnImages.Write(_folder["data/train"], DrawnImages.Encoded(8));
        DrawnImages.Write(_folder["data/test"], DrawnImages.Encoded(2, seed: 2));
        string spoiled = Directory.GetFiles(_folder["data/test/blob"])[0];

        CommandLine answer = CommandLine.TrainWhile(
            "epoch 1/1", () => File.WriteAllBytes(spoiled, []), [_folder["data"], "--out", _folder["out"], .. _short]);

        Assert.AreEqual(1, answer.ExitCode);
        Assert.Contains($"Left out: '{spoiled}' cannot be read: ", answer.Error);
        Assert.Contains("(5 images): accuracy", answer.Out);
        Assert.IsTrue(File.Exists(_folder["out/model.zip"]));
    }

    [TestMethod]
    public void Evaluate_SkipBad_GivesTheSameFiguresAndSucceeds()
    {
        string model = FirstByteModel.Save(_folder["model.zip"]);
        _folder.With(0, "set/ant/1.png").With(1, "set/bee/1.png");
        File.WriteAllBytes(_folder["set/bee/2.png"], []);
        File.CreateSymbolicLink(_folder["set/ant/3.png"], _folder["nowhere.png"]);

        CommandLine strict = CommandLine.Run("evaluate", model, _folder["set"]);
        CommandLine lenient = CommandLine.Run("evaluate", model, _folder["set"], "--skip-bad");

        Assert.AreEqual(1, strict.ExitCode);
        Assert.AreEqual(0, lenient.ExitCode, lenient.Error);
        Assert.AreEqual(strict.Out, lenient.Out);
        Assert.AreEqual(strict.Error, lenient.Error);
        Assert.Contains("(2 images): accuracy 100.0 %", strict.Out);
        Assert.Contains("2 images cannot be read: 'ant' 1, 'bee' 1.", strict.Error);
        Assert.Contains($"'{_folder["set/ant/3.png"]}' cannot be read: Could not find file", strict.Error);
    }

    [TestMethod]
    public void Compare_BadFiles_AreNamedOrLeftOut()
    {
        string[] bad = Draw();
        string[] protocol = ["compare", _folder["data"], "--out", _folder["out"], "--students", "resnet8,resnet8", "--methods", "dml",
            "--seeds", "1", "--epochs", "1", "--batch-size", "16"];

        CommandLine.Run(protocol).AssertFails(1, [.. bad.Select(file => $"'{_folder[file]}' cannot be read: ")]);
        CommandLine answer = CommandLine.Run([.. protocol, "--skip-bad"]);

        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        foreach (string file in bad)
            Assert.Contains($"Left out: '{_folder[file]}' cannot be read: ", answer.Error);
    }

    /// <summary>A data set with every kind of bad file in its parts.</summary>
    /// <returns>The bad files.</returns>
    private string[] Draw()
    {
        DrawnImages.Write(_folder["data/train"], DrawnImages.Encoded(8));
        DrawnImages.Write(_folder["data/val"], DrawnImages.Encoded(1, seed: 2));
        DrawnImages.Write(_folder["data/test"], DrawnImages.Encoded(1, seed: 3));
        byte[] png = DrawnImages.Encoded(1)[0].Features;
        (string Name, byte[] Bytes)[] files =
        [
            ("data/train/blob/666.jpg", []),
            ("data/train/blob/7.jpg", [.. "<!DOCTYPE html><html></html>"u8]),
            ("data/train/down/cut.png", png[..^40]),
            ("data/train/down/git-lfs.jpg", [.. "version https://git-lfs.github.com/spec/v1\noid sha256:0"u8]),
            ("data/train/gone/only.png", [0]),
            ("data/val/blob/large.png", PngBytes.Make(12_000, 9_000, 1, PngBytes.Gray, [0])),
            ("data/test/blob/empty.webp", []),
        ];
        Directory.CreateDirectory(_folder["data/train/gone"]);
        foreach ((string name, byte[] bytes) in files)
            File.WriteAllBytes(_folder[name], bytes);
        List<string> bad = [.. files.Select(file => file.Name), "data/test/down/dangling.png", "data/train/across/pipe.png"];
        File.CreateSymbolicLink(_folder["data/test/down/dangling.png"], _folder["nowhere.png"]);
        using (Process pipe = Process.Start("mkfifo", _folder["data/train/across/pipe.png"]))
            pipe.WaitForExit();
        if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
        {
            File.WriteAllBytes(_folder["data/val/down/secret.png"], png);
            File.SetUnixFileMode(_folder["data/val/down/secret.png"], UnixFileMode.None);
            bad.Add("data/val/down/secret.png");
        }

        return [.. bad];
    }
}
