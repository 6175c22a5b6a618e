using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class ImageSetTests
{
    private static readonly ImageShape _shape = new(5, 4);
    private string _folder = "";

    [TestInitialize]
    public void MakeFolderName() => _folder = Path.Combine(Path.GetTempPath(), "afd-test-" + Guid.NewGuid().ToString("N"));

    [TestCleanup]
    public void RemoveFolder()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, true);
    }

    [TestMethod]
    [DataRow(1L << 30, 0)]
    [DataRow(600L, 90)]
    [DataRow(650L, 90)]
    [DataRow(0L, 100)]
    public void Pixels_AnyMemoryLimit_AreThoseAdded(long limit, int onDisk)
    {
        using ImageSet set = Build(limit, 100);

        Assert.AreEqual(100, set.Count);
        Assert.AreEqual(onDisk, set.CountOnDisk);
        for (int i = 99; i >= 0; i--)
        {
            CollectionAssert.AreEqual(Pictures.Rgb(5, 4, i), set.Pixels(i).ToArray());
            Assert.AreEqual(i % 3, set.Labels[i]);
        }

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set.Pixels(100).Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set.Pixels(-1).Length);
    }

    [TestMethod]
    public void Dispose_WithFile_LeavesNothingBehind()
    {
        using (Build(0, 10))
            Assert.HasCount(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFiles(_folder));

        Assert.IsEmpty(Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void Builder_GivenUp_LeavesNothingBehind()
    {
        using (ImageSetBuilder builder = new(_shape, 3, 0, _folder))
            builder.Add(Pictures.Rgb(5, 4), 0);

        Assert.IsEmpty(Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void Add_FolderIsAFile_SaysWhatToDo()
    {
        File.WriteAllText(_folder, "");
        using ImageSetBuilder builder = new(_shape, 3, 0, _folder);

        IOException error = Assert.ThrowsExactly<IOException>(() => builder.Add(Pictures.Rgb(5, 4), 0));

        StringAssert.Contains(error.Message, _folder);
        StringAssert.Contains(error.Message, "Choose another WorkspacePath or raise ImageMemoryLimit.");
        File.Delete(_folder);
    }

    [TestMethod]
    public void Add_DiskFull_IsAnIOException()
    {
        if (!File.Exists("/dev/full"))
            Assert.Inconclusive("Only Linux has a device that is always full.");
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);

        Assert.ThrowsExactly<IOException>(() => PixelFile.Write(full, "/dev/full", new byte[100]));
    }

    [TestMethod]
    public void Add_WrongLength_Throws()
    {
        using ImageSetBuilder builder = new(_shape, 3, 1000, _folder);

        Assert.ThrowsExactly<ArgumentException>(() => builder.Add(new byte[59], 0));
    }

    private ImageSet Build(long limit, int count)
    {
        using ImageSetBuilder builder = new(_shape, 3, limit, _folder);
        for (int i = 0; i < count; i++)
            builder.Add(Pictures.Rgb(5, 4, i), i % 3);
        return builder.Build();
    }
}
