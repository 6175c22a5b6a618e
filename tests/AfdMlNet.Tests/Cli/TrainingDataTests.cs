using AfdMlNet.Cli;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public sealed class TrainingDataTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_ClassFolders_TakesImagesInOrder()
    {
        _folder.With("b/2.png", "b/10.JPG", "a/x.webp", "a/y.bmp", "B/1.gif", "B/1.jpeg", "a/notes.txt", "a/.hidden.png", ".git/x.png", "empty/readme.md", "top.png");
        TrainingData data = Read();
        CollectionAssert.AreEqual((string[])["B", "a", "b"], data.Training.Classes.ToArray());
        CollectionAssert.AreEqual(
            (string[])["B/1.gif", "B/1.jpeg", "a/x.webp", "a/y.bmp", "b/10.JPG", "b/2.png"],
            data.Training.Images.Select(image => Path.GetRelativePath(_folder.Path, image.ImagePath).Replace('\\', '/')).ToArray());
        Assert.IsNull(data.Validation);
        Assert.IsNull(data.Test);
    }

    [TestMethod]
    [DataRow("val")]
    [DataRow("validation")]
    public void Read_Splits_AreTold(string validation)
    {
        _folder.With("set/train/a/1.png", "set/train/b/1.png", $"set/{validation}/a/2.png", "set/test/a/3.png", "set/test/b/3.png", "set/labels.txt");
        TrainingData data = Read();
        Assert.HasCount(2, data.Training.Images);
        Assert.HasCount(1, data.Validation!.Images);
        Assert.HasCount(2, data.Test!.Images);
        Assert.AreEqual(_folder[Path.Combine("set", "test")], data.Test.Folder);
    }

    [TestMethod]
    public void Read_ClassNamedTrain_IsAClass()
    {
        _folder.With("train/1.png", "train/2.png", "bus/1.png", "bus/2.png");
        CollectionAssert.AreEqual((string[])["bus", "train"], Read().Training.Classes.ToArray());
    }

    [TestMethod]
    public void Read_FirstClassesAndImages_LeavesOutTheRestEverywhere()
    {
        _folder.With("train/a/1.png", "train/a/2.png", "train/a/3.png", "train/b/1.png", "train/b/2.png", "train/c/1.png", "test/a/1.png", "test/c/1.png");
        TrainingData data = Read(settings => settings with { Classes = ClassSelection.Parse("2"), PerClass = 2 });
        Assert.HasCount(4, data.Training.Images);
        CollectionAssert.AreEqual((string[])["a"], data.Test!.Classes.ToArray());
    }

    [TestMethod]
    public void Read_NamedClasses_KeepsTheirOrder()
    {
        _folder.With("a/1.png", "a/2.png", "b/1.png", "b/2.png", "c/1.png", "c/2.png");
        TrainingData data = Read(settings => settings with { Classes = ClassSelection.Parse("c,a") });
        CollectionAssert.AreEqual((string[])["a", "c"], data.Training.Classes.ToArray());
    }

    [TestMethod]
    public void Read_UnknownClassAsked_SaysWhichThereAre()
    {
        _folder.With("a/1.png", "b/1.png");
        AssertRefused(1, settings => settings with { Classes = ClassSelection.Parse("a,z") }, "'z'", "'a', 'b'");
        AssertRefused(1, settings => settings with { Classes = ClassSelection.Parse("3") }, "3", "2");
    }

    [TestMethod]
    public void Read_NoImages_SaysWhatIsNeeded()
    {
        AssertRefused(1, null, "no images", ".png", "one folder per class");
        _folder.With("1.png");
        AssertRefused(1, null, "directly", "one folder per class");
    }

    [TestMethod]
    public void Read_OneClass_IsRefused()
    {
        _folder.With("cat/1.png", "cat/2.png");
        AssertRefused(1, null, "only one class", "'cat'", "at least two");
    }

    [TestMethod]
    public void Read_LoneImageOfAClass_NeedsNoValidation()
    {
        _folder.With("cat/1.png", "cat/2.png", "dog/1.png");
        AssertRefused(1, null, "'dog'", "at least 2", "--validation 0");
        Assert.HasCount(3, Read(settings => settings with { ValidationFraction = 0 }).Training.Images);
    }

    [TestMethod]
    public void Read_ValidationFolderAndFraction_IsUsageError()
    {
        _folder.With("train/a/1.png", "train/b/1.png", "val/a/1.png");
        AssertRefused(2, settings => settings with { ValidationFraction = 0.1 }, "--validation", "val");
    }

    [TestMethod]
    public void Read_TestClassThatTrainingHasNot_IsRefused()
    {
        _folder.With("train/a/1.png", "train/a/2.png", "train/b/1.png", "train/b/2.png", "test/z/1.png");
        AssertRefused(1, null, "'z'");
    }

    [TestMethod]
    public void Open_NoFolder_SaysSo()
    {
        Assert.Contains("no folder", Assert.ThrowsExactly<CliException>(() => DataFolder.Open(_folder["none"], null)).Message);
        _folder.With("file.tar");
        Assert.Contains("is a file", Assert.ThrowsExactly<CliException>(() => DataFolder.Open(_folder["file.tar"], null)).Message);
    }

    private TrainingData Read(Func<TrainSettings, TrainSettings>? change = null)
    {
        TrainSettings settings = new() { Data = _folder.Path, Output = "unused" };
        using DataFolder data = DataFolder.Open(_folder.Path, null);
        return TrainingData.Read(data, change?.Invoke(settings) ?? settings);
    }

    private void AssertRefused(int exitCode, Func<TrainSettings, TrainSettings>? change, params string[] words)
    {
        CliException error = Assert.ThrowsExactly<CliException>(() => Read(change));
        Assert.AreEqual(exitCode, error.ExitCode);
        foreach (string word in words)
            Assert.Contains(word, error.Message);
    }
}
