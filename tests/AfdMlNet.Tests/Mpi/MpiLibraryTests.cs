using AfdMlNet.Mpi;

namespace AfdMlNet.Tests.Mpi;

[TestClass]
public sealed class MpiLibraryTests
{
    [TestMethod]
    public void CheckKind_OpenMpi_IsRefusedWithWhatToDo()
    {
        string message = Assert.ThrowsExactly<NotSupportedException>(
            () => MpiLibrary.CheckKind("Open MPI v4.1.4, package: Debian OpenMPI, ident: 4.1.4")).Message;

        StringAssert.Contains(message, "Open MPI v4.1.4");
        StringAssert.Contains(message, "apt install mpich");
    }

    [TestMethod]
    [DataRow("MPICH Version:\t4.0.2\nMPICH Release date:\tThu Apr  7")]
    [DataRow("Intel(R) MPI Library 2021.9 for Linux* OS")]
    [DataRow("")]
    public void CheckKind_Others_Pass(string version) => MpiLibrary.CheckKind(version);
}
