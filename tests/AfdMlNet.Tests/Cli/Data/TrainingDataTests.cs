using AfdMlNet.Cli;
using AfdMlNet.Cli.Commands;
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
        _folder.With("b/2.png", "b/10.JPG", "a/x.webp", "a/y.bmp", "B/1.gif", "B/1.jpeg", "a/notes.txt", "a/.hidden.png", ".git/x.png",
            "empty/readme.md", "top.png");
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
        _folder.With("set/train/a/1.png", "set/train/b/1.png", $"set/{validation}/a/2.png", "set/test/a/3.png", "set/test/b/3.png",
            "set/labels.txt");
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
        _folder.With("train/a/1.png", "train/a/2.png", "train/a/3.png", "train/b/1.png", "train/b/2.png", "train/c/1.png", "test/a/1.png",
            "test/c/1.png");
        TrainingData data = Read(settings => settings.With(TrainOptions.Classes, "2").With(TrainOptions.PerClass, "2"));
        Assert.HasCount(4, data.Training.Images);
        CollectionAssert.AreEqual((string[])["a"], data.Test!.Classes.ToArray());
    }

    [TestMethod]
    public void Read_NamedClasses_KeepsTheirOrder()
    {
        _folder.With("a/1.png", "a/2.png", "b/1.png", "b/2.png", "c/1.png", "c/2.png");
        TrainingData data = Read(settings => settings.With(TrainOptions.Classes, "c,a"));
        CollectionAssert.AreEqual((string[])["a", "c"], data.Training.Classes.ToArray());
    }

    [TestMethod]
    public void Read_UnknownClassAsked_SaysWhichThereAre()
    {
        _folder.With("a/1.png", "b/1.png");
        AssertRefused(1, settings => settings.With(TrainOptions.Classes, "a,z"), "'z'", "'a', 'b'");
        AssertRefused(1, settings => settings.With(TrainOptions.Classes, "3"), "3", "2");
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
    public void Read_LoneImageOfAClass_IsTrainedOn()
    {
        _folder.With("cat/1.png", "cat/2.png", "dog/1.png");
        Assert.HasCount(3, Read().Training.Images);
    }

    [TestMethod]
    public void Read_ValidationFolderAndFraction_IsUsageError()
    {
        _folder.With("train/a/1.png", "train/b/1.png", "val/a/1.png");
        AssertRefused(2, settings => settings.With(TrainOptions.Validation, "0.1"), "--validation", "val");
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

    /// <summary>
    /// Data sets as they are published: which folder is trained on, validated on and tested on, and what is said of the rest.
    /// </summary>
    [TestMethod]
    [DataRow("Roboflow", "train/a/1.png train/b/1.png valid/a/2.png valid/b/2.png test/a/3.png README.roboflow.txt", 2, 2, 1, "")]
    [DataRow("Keras", "dogs-vs-cats/train/a/1.jpg dogs-vs-cats/train/b/1.jpg dogs-vs-cats/validation/a/2.jpg", 2, 1, 0, "")]
    [DataRow("Intel scenes", "seg_train/seg_train/a/1.jpg seg_train/seg_train/b/1.jpg seg_test/seg_test/a/2.jpg seg_pred/seg_pred/3.jpg", 2,
        0, 1,
        "seg_pred' beside")]
    [DataRow("MRI", "Training/a/1.jpg Training/b/1.jpg Testing/a/2.jpg Testing/b/2.jpg", 2, 0, 2, "")]
    [DataRow("SuperDataScience", "dataset/training_set/a/1.jpg dataset/training_set/b/1.jpg dataset/test_set/a/2.jpg", 2, 0, 1, "")]
    [DataRow("Sign language", "asl_alphabet_train/asl_alphabet_train/A/1.jpg asl_alphabet_train/asl_alphabet_train/B/1.jpg "
        + "asl_alphabet_test/asl_alphabet_test/A_test.jpg", 2, 0, 0, "asl_alphabet_test' beside")]
    [DataRow("PetImages", "PetImages/a/1.jpg PetImages/b/1.jpg readme[1].txt PetImages/a/Thumbs.db", 2, 0, 0, "")]
    [DataRow("Keras, nested", "train/a/x/1.jpg train/a/2.jpg train/b/y/z/1.jpg test/a/1.jpg test/b/w/2.jpg", 3, 0, 2, "")]
    [DataRow("Sign language digits", "Dataset/0/1.jpg Dataset/1/1.jpg Dataset/2/1.jpg Dataset/10/1.jpg README.md", 4, 0, 0, "")]
    [DataRow("torchvision, nested", "a/2021/1.png a/2.png b/x/y/1.png", 3, 0, 0, "")]
    [DataRow("jfif and no ending", "a/1.jfif a/2.jpe b/3.png", 3, 0, 0, "")]
    [DataRow("strays", "train/sample.png train/a/1.png train/b/1.png test/sample.png test/a/2.png", 2, 0, 1, "1 image directly in")]
    [DataRow("val and validation", "train/a/1.png train/b/1.png val/a/2.png validation/a/3.png", 2, 1, 0, "validation' beside")]
    [DataRow("TIFF", "a/1.png b/1.png c/1.tif c/2.tif", 2, 0, 0, "2 files ending in .tif;c' holds no image")]
    [DataRow("other files", "a/1.png b/1.png a/notes.txt b/labels.csv b/more.csv", 2, 0, 0, "3 files that are no images (2 .csv, 1 .txt)")]
    public void Read_LayoutsOfPublicDataSets_AreReadAsTheirOwnersMean(
        string name, string files, int training, int validation, int test, string notes)
    {
        _folder.With(files.Split(' '));
        using DataFolder folder = DataFolder.Open(_folder.Path, null);
        TrainingData data = TrainingData.Read(folder, validation > 0 ? new(_folder.Path, []) : NotValidated());

        Assert.HasCount(training, data.Training.Images, name);
        Assert.AreEqual(validation, data.Validation?.Images.Count ?? 0, name);
        Assert.AreEqual(test, data.Test?.Images.Count ?? 0, name);
        string told = string.Join('\n', folder.PassedOver.Lines);
        foreach (string note in notes.Split(';'))
            Assert.Contains(note, told, name);
        if (notes.Length == 0)
            Assert.AreEqual("", told, name);
    }

    /// <summary>Data sets whose classes stand elsewhere than in folders.</summary>
    [TestMethod]
    [DataRow("Oxford flowers", "jpg/image_1.jpg jpg/image_2.jpg labels.csv", "only one class, 'jpg'|'labels.csv' may tell the classes")]
    [DataRow("Oxford flowers, MATLAB", "jpg/image_1.jpg imagelabels.mat", "only one class|'imagelabels.mat' may tell the classes")]
    [DataRow("dogs against cats", "train/cat.0.jpg train/dog.0.jpg test1/1.jpg sample.csv", "'train', 'test1' lie directly in them")]
    [DataRow("flat splits", "train/1.png valid/2.png test/3.png train/_classes.csv", "'train', 'valid', 'test' lie directly in them")]
    public void Read_LayoutsWithoutClassFolders_SayWhatIsMissing(string name, string files, string said)
    {
        _folder.With(files.Split(' '));
        string message = Assert.ThrowsExactly<CliException>(() => Read(), name).Message;
        foreach (string words in said.Split('|'))
            Assert.Contains(words, message, name);
    }

    [TestMethod]
    public void Read_ImageOfAnotherEnding_IsReadByItsContent()
    {
        _folder.With("a/1.png", "b/1.png", "b/notes.dat");
        File.WriteAllBytes(_folder["b/picture"], Images.Samples.Pictures.Png(4, 4));
        Assert.HasCount(3, Read(_ => NotValidated()).Training.Images);
    }

    [TestMethod]
    public void Read_TableBesideFlatImages_IsNamed()
    {
        _folder.With("1.png", "2.png", "labels.csv");
        AssertRefused(1, null, "directly", "'labels.csv' may tell the classes", "train/, val/ and test/");
    }

    [TestMethod]
    public void Read_LinksToFoldersAbove_EndAndAreTold()
    {
        _folder.With("a/1.png", "b/1.png");
        Directory.CreateSymbolicLink(_folder["a/l1"], ".");
        Directory.CreateSymbolicLink(_folder["a/l2"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["b/again"], _folder["b"]);
        using DataFolder folder = DataFolder.Open(_folder.Path, null);
        TrainingData data = TrainingData.Read(folder, NotValidated());

        Assert.AreEqual(1, data.Training.Images.Count(image => image.Label == "b"));
        Assert.AreEqual(2, data.Training.Images.Count(image => image.Label == "a"));
        Assert.Contains("leads to a folder that is read already", string.Join('\n', folder.PassedOver.Lines));
    }

    private TrainSettings NotValidated() => new TrainSettings(_folder.Path, []).With(TrainOptions.Validation, "0");

    private TrainingData Read(Func<TrainSettings, TrainSettings>? change = null)
    {
        TrainSettings settings = new(_folder.Path, []);
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
