using System.Runtime.Versioning;
using AfdMlNet.Runtime;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public class WeakenedLibraryTests
{
    private static readonly byte[] _library = File.ReadAllBytes(NativeFolders.Of(typeof(torch).Assembly).Find("LibTorchSharp")!);

    [TestMethod]
    public void Weaken_RealLibrary_ChangesOneSymbolsVersionAndTwoFlags()
    {
        byte[] weakened = WeakenedLibrary.Weaken(_library);

        var changes = _library.Zip(weakened).Where(pair => pair.First != pair.Second).ToArray();
        Assert.HasCount(3, changes);
        Assert.AreEqual(2, changes.Count(pair => pair is (0, 2)), "flags");
        Assert.AreEqual(1, changes.Count(pair => pair is (29, 10)), "numbers of GLIBCXX_3.4.30 and 3.4.11 in TorchSharp 0.107.0");
    }

    [TestMethod]
    public void Weaken_RealLibrary_LeavesNoSymbolOfTheNewerVersion()
    {
        byte[] weakened = WeakenedLibrary.Weaken(_library);

        Assert.IsTrue(ElfVersionNeeds.TryReplace(weakened, "GLIBCXX_3.4.30", "GLIBCXX_3.4", out byte[] again));
        CollectionAssert.AreEqual(weakened, again);
    }

    [TestMethod]
    public void Weaken_AnotherLibrary_IsRefused()
    {
        byte[] other = File.ReadAllBytes(NativeFolders.Of(typeof(torch).Assembly).Find("c10")!);

        Assert.ThrowsExactly<BadImageFormatException>(() => WeakenedLibrary.Weaken(other));
    }
}
