using System.Runtime.Versioning;
using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed unsafe class LoadedLibraryTests
{
    [TestMethod]
    public void Find_LibraryThatIsNotLoaded_IsNullAndLoadsNothing()
    {
        Assert.IsNull(LoadedLibrary.Find("libtorchbind_test.so"));
        Assert.IsNull(LoadedLibrary.Find("libnothing.so"));
    }

    [TestMethod]
    public void Import_FunctionsOfTheCLibrary_AreFoundByTheirWholeName()
    {
        LoadedLibrary library = LoadedLibrary.Find("libc10.so")!;

        Assert.IsTrue(library.Import("posix_memalign") != null);
        Assert.IsTrue(library.Import("free") != null);
        Assert.IsTrue(library.Import("free") != library.Import("posix_memalign"));
        Assert.IsTrue(library.Import("fre") == null);
        Assert.IsTrue(library.Import("free2") == null);
    }

    [TestMethod]
    public void Export_OwnFunction_HasAnAddress()
    {
        LoadedLibrary library = LoadedLibrary.Find("libc10.so")!;

        Assert.AreNotEqual(0, library.Export("_ZN3c109alloc_cpuEm"));
        Assert.AreEqual(0, library.Export("_ZN3c109alloc_cpuEq"));
    }
}
