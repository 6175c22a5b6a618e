using System.Runtime.Versioning;
using System.Security.Cryptography;
using AfdMlNet.Runtime;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class TorchRuntimeTests
{
    private static readonly NativeFolders _natives = NativeFolders.Of(typeof(torch).Assembly);

    [TestMethod]
    public void EnsureLoaded_InThisProcess_TorchCounts()
    {
        TorchRuntime.EnsureLoaded();

        using torch.Tensor sum = torch.arange(5).sum();
        Assert.AreEqual(10, sum.item<long>());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [SupportedOSPlatform("linux")]
    public void EnsureLoaded_OnLinux_LoadsThePackagesFileOrItsCopyInTheCache()
    {
        string loaded = File.ReadLines("/proc/self/maps").First(line => line.Contains("libLibTorchSharp", StringComparison.Ordinal));
        loaded = loaded[loaded.IndexOf('/', StringComparison.Ordinal)..];

        Assert.IsTrue(
            loaded == _natives.Find("LibTorchSharp")
            || (PrivateFolder.TryOpenCache(out string cache) && Path.GetDirectoryName(loaded) == cache),
            loaded);
    }

    [TestMethod]
    public async Task EnsureLoaded_SixProcessesAtOnceOnAnEmptyCache_AllSucceed()
    {
        using var temporary = new TemporaryFolder();
        byte[] before = SHA256.HashData(File.ReadAllBytes(_natives.Find("LibTorchSharp")!));

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TorchProbe.RunAsync(temporary)));

        foreach (var result in results)
            Assert.AreEqual((0, "20", ""), result);
        CollectionAssert.AreEqual(
            before, SHA256.HashData(File.ReadAllBytes(_natives.Find("LibTorchSharp")!)), "The package's file is not touched.");
        Assert.IsLessThanOrEqualTo(1, Directory.GetFiles(temporary.Make("cache"), "*", SearchOption.AllDirectories).Length);
        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.Make("tmp"), "AfdMlNet*"));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [SupportedOSPlatform("linux")]
    public async Task EnsureLoaded_DamagedFileInTheCache_IsReplaced()
    {
        using var temporary = new TemporaryFolder();
        await TorchProbe.RunAsync(temporary);
        string copy = TheCopy(temporary);
        byte[] intact = File.ReadAllBytes(copy);
        byte[] damaged = [.. intact];
        damaged[^1000] ^= 1;

        foreach (byte[] content in (byte[][])[damaged, [], intact[..1000]])
        {
            File.WriteAllBytes(copy, content);
            Assert.AreEqual((0, "20", ""), await TorchProbe.RunAsync(temporary));
            CollectionAssert.AreEqual(intact, File.ReadAllBytes(copy));
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [SupportedOSPlatform("linux")]
    public async Task EnsureLoaded_CacheThatOthersCanWriteTo_IsNotUsed()
    {
        using var temporary = new TemporaryFolder();
        string cache = temporary.Make("cache", "AfdMlNet", "torch");
        File.SetUnixFileMode(cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);

        Assert.AreEqual((0, "20", ""), await TorchProbe.RunAsync(temporary));

        Assert.IsEmpty(Directory.GetFiles(cache));
        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.Make("tmp"), "AfdMlNet*"), "The temporary copy is removed.");
    }

    [TestMethod]
    public async Task EnsureLoaded_NativesInTheRuntimesFolderThatNoManifestNames_AreFound()
    {
        using var temporary = new TemporaryFolder();
        string application = TorchProbe.CopyWithoutNatives(temporary);
        Directory.CreateSymbolicLink(Path.Combine(application, "runtimes"), Path.Combine(AppContext.BaseDirectory, "runtimes"));

        Assert.AreEqual((0, "20", ""), await TorchProbe.RunAsync(temporary, application));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task EnsureLoaded_NoLibtorch_SaysWhatToAdd(bool withLibTorchSharp)
    {
        using var temporary = new TemporaryFolder();
        string application = TorchProbe.CopyWithoutNatives(temporary);
        string library = _natives.Find("LibTorchSharp")!;
        if (withLibTorchSharp)
            File.Copy(library, Path.Combine(application, Path.GetFileName(library)));

        var (exitCode, output, error) = await TorchProbe.RunAsync(temporary, application);

        Assert.AreEqual(3, exitCode, error);
        Assert.AreEqual("", output, "The library does not write to the console, nor lets TorchSharp.");
        Assert.Contains($"dotnet add package libtorch-cpu-{NativeFolders.Platform}", error);
        Assert.Contains(withLibTorchSharp ? "libtorch.so: cannot open" : "LibTorchSharp is in none of", error);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [SupportedOSPlatform("linux")]
    public async Task EnsureLoaded_LibraryThatLoadsAsItIs_MakesNoCopy()
    {
        using var temporary = new TemporaryFolder();
        string application = CopyWith(temporary, WeakenedLibrary.Weaken(LibTorchSharp()));

        Assert.AreEqual((0, "20", ""), await TorchProbe.RunAsync(temporary, application));

        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.Make("cache")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.Make("tmp"), "AfdMlNet*"));
    }

    /// <summary>
    /// The library asks for GLIBCXX_3.4.30 here, and for nothing else that is missing: a copy is made only where that was refused.
    /// </summary>
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [SupportedOSPlatform("linux")]
    [DataRow(false)]
    [DataRow(true)]
    public async Task EnsureLoaded_CppRuntimeOfGcc11_LoadsACopyThatDoesWithIt(bool older)
    {
        using var temporary = new TemporaryFolder();
        TorchRuntime.EnsureLoaded();
        string runtime = temporary.Make("runtime");
        OlderCppRuntime.MakeIn(runtime);
        ElfVersionNeeds.TryWeaken(LibTorchSharp(), "GLIBCXX_3.4.32", out byte[] library);
        string application = CopyWith(temporary, library);
        // The system's ICU may need the newer library.
        (string, string)[] environment =
            [("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"), .. older ? new[] { ("LD_LIBRARY_PATH", runtime) } : []];

        var result = await TorchProbe.RunAsync(temporary, application, environment);

        if (result.ExitCode != 3 && result.Error.Contains("GLIBCXX_3.4.30", StringComparison.Ordinal))
            Assert.Inconclusive($"This system's .NET itself needs the newer library: {result.Error}");
        Assert.AreEqual((0, "20", ""), result);
        Assert.HasCount(older ? 1 : 0, Directory.GetFiles(temporary.Make("cache"), "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow(null)]
    [DataRow("ACTIVE")]
    public async Task EnsureLoaded_WaitPolicyOfOpenMp_IsPassiveUnlessSet(string? set)
    {
        using var temporary = new TemporaryFolder();
        (string, string)[] environment = [("OMP_DISPLAY_ENV", "VERBOSE"), .. set is null ? [] : new[] { ("OMP_WAIT_POLICY", set) }];

        var (_, _, error) = await TorchProbe.RunAsync(temporary, null, environment);

        // The number tells a passive policy from none: both are shown as passive.
        Assert.Contains("GOMP_SPINCOUNT", error);
        Assert.AreEqual(set is null, error.Contains("GOMP_SPINCOUNT = '0'", StringComparison.Ordinal), error);
    }

    private static byte[] LibTorchSharp() => File.ReadAllBytes(_natives.Find("LibTorchSharp")!);

    /// <summary>An application with all natives beside it, this LibTorchSharp among them.</summary>
    private static string CopyWith(TemporaryFolder temporary, byte[] libTorchSharp)
    {
        string application = TorchProbe.CopyWithoutNatives(temporary);
        string original = _natives.Find("LibTorchSharp")!;
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(original)!).Where(file => file != original))
            File.CreateSymbolicLink(Path.Combine(application, Path.GetFileName(file)), file);
        File.WriteAllBytes(Path.Combine(application, Path.GetFileName(original)), libTorchSharp);
        return application;
    }

    private static string TheCopy(TemporaryFolder temporary)
    {
        string folder = temporary.Make("cache", "AfdMlNet", "torch");
        return Directory.GetFiles(folder).SingleOrDefault() ?? throw new AssertInconclusiveException("This system needs no copy.");
    }
}
