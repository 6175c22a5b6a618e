using AfdMlNet.Runtime;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public class TorchPackagesTests
{
    [TestMethod]
    public void Explain_LinuxWithoutLibtorch_NamesTheCpuAndTheCudaPackage() => Assert.AreEqual(
        """
        AfdMlNet trains with TorchSharp 0.107.0, whose native library did not load: libtorch for linux-x64 is missing. Add its package to the application:
          dotnet add package libtorch-cpu-linux-x64 --version 2.10.0
        or, for an NVIDIA GPU,
          dotnet add package TorchSharp-cuda-linux --version 0.107.0
        The loader said: libtorch.so: cannot open
        """,
        TorchPackages.Explain("linux-x64", null, "libtorch.so: cannot open"));

    [TestMethod]
    public void Explain_LibtorchThatDoesNotLoad_SaysWhereItLiesAndWhatItNeeds() => Assert.AreEqual(
        """
        AfdMlNet trains with TorchSharp 0.107.0, whose native library did not load: libtorch lies in /app, but this system refuses it. It needs glibc 2.34 and the libstdc++ of GCC 11, as in RHEL 9, Debian 12 and Ubuntu 22.04. The package must be of this version:
          dotnet add package libtorch-cpu-linux-x64 --version 2.10.0
        or, for an NVIDIA GPU,
          dotnet add package TorchSharp-cuda-linux --version 0.107.0
        The loader said: GLIBCXX_3.4.29 not found
        """,
        TorchPackages.Explain("linux-x64", "/app", "GLIBCXX_3.4.29 not found"));

    [TestMethod]
    [DataRow("win-x64", "libtorch-cpu-win-x64", "TorchSharp-cuda-windows")]
    [DataRow("win-arm64", "libtorch-cpu-win-arm64", null)]
    [DataRow("osx-arm64", "libtorch-cpu-osx-arm64", null)]
    public void Explain_OtherPlatforms_NameTheirPackages(string platform, string cpu, string? cuda)
    {
        string message = TorchPackages.Explain(platform, null, "no");

        Assert.Contains($"dotnet add package {cpu} --version 2.10.0", message);
        Assert.AreEqual(cuda is not null, message.Contains("NVIDIA", StringComparison.Ordinal));
        Assert.Contains(cuda ?? "", message);
    }

    [TestMethod]
    public void Explain_PlatformWithoutTorch_SaysSo() => Assert.AreEqual(
        """
        AfdMlNet trains with TorchSharp 0.107.0, whose native library did not load: there is none for linux-arm64, only for linux-x64, osx-arm64, win-arm64, win-x64. Train on one of those.
        The loader said: no
        """,
        TorchPackages.Explain("linux-arm64", null, "no"));

    [TestMethod]
    public void Versions_AreThoseOfTheReferencedPackages()
    {
        Assert.AreEqual(TorchPackages.LibtorchVersion + ".0", torch.__version__);
        Assert.AreEqual(Version.Parse(TorchPackages.TorchSharpVersion + ".0"), typeof(torch).Assembly.GetName().Version);
    }
}
