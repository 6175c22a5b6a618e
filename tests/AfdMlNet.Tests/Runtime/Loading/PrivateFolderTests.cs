using System.Runtime.Versioning;
using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public class PrivateFolderTests
{
    [TestMethod]
    [DataRow(0x1C0, true, DisplayName = "0700")]
    [DataRow(0x1ED, true, DisplayName = "0755")]
    [DataRow(0x1F8, false, DisplayName = "0770")]
    [DataRow(0x1FF, false, DisplayName = "0777")]
    public void IsPrivate_ModeOfAFolder_OthersMustNotWrite(int mode, bool expected)
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Make("folder");
        File.SetUnixFileMode(folder, (UnixFileMode)mode);

        Assert.AreEqual(expected, PrivateFolder.IsPrivate(folder));
    }

    [TestMethod]
    public void IsPrivate_LinkFileOrNothing_IsNot()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.Make("folder");
        string link = Path.Combine(folder, "link");
        string file = Path.Combine(folder, "file");
        Directory.CreateSymbolicLink(link, temporary.Make("other"));
        File.WriteAllText(file, "");

        Assert.IsFalse(PrivateFolder.IsPrivate(link));
        Assert.IsFalse(PrivateFolder.IsPrivate(file));
        Assert.IsFalse(PrivateFolder.IsPrivate(Path.Combine(folder, "nothing")));
    }

    [TestMethod]
    public void IsPrivate_AnotherUsersFolder_IsNot() =>
        Assert.AreEqual(Libc.CurrentUser() == 0, PrivateFolder.IsPrivate("/etc"));

    [TestMethod]
    [DataRow("/caches", "/caches")]
    [DataRow("caches", "/home/me/.cache")]
    [DataRow("", "/home/me/.cache")]
    [DataRow(null, "/home/me/.cache")]
    public void CacheFolder_FollowsXdg(string? xdgCacheHome, string expected) =>
        Assert.AreEqual(expected, PrivateFolder.CacheFolder(xdgCacheHome, "/home/me"));
}
