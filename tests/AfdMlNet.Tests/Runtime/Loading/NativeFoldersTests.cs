using System.Runtime.InteropServices;
using AfdMlNet.Runtime;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class NativeFoldersTests
{
    [TestMethod]
    [DataRow("linux", Architecture.X64, "linux-x64")]
    [DataRow("osx", Architecture.Arm64, "osx-arm64")]
    public void PlatformOf_IsNamedAsInNuGet(string system, Architecture architecture, string expected) =>
        Assert.AreEqual(expected, NativeFolders.PlatformOf(system, architecture));

    [TestMethod]
    [DataRow("LibTorchSharp")]
    [DataRow("torch_cpu")]
    public void Find_InThisApplication_FindsTheFile(string library) =>
        Assert.IsTrue(File.Exists(NativeFolders.Of(typeof(torch).Assembly).Find(library)));

    [TestMethod]
    public void Find_NoSuchLibrary_IsNull() =>
        Assert.IsNull(NativeFolders.Of(typeof(torch).Assembly).Find("no_such_library"));
}
