using AfdMlNet.Mpi;

namespace AfdMlNet.Tests.Mpi;

[TestClass]
public sealed class MpiLauncherTests
{
    [TestMethod]
    public void Of_NoLauncher_IsNone() => Assert.IsNull(MpiLauncher.Of(_ => null).Processes);

    [TestMethod]
    public void Of_ProcessManagementInterface_CountsTheProcesses() =>
        Assert.AreEqual(new MpiLauncher(4, IsOpenMpi: false), Found("PMI_SIZE", "4"));

    [TestMethod]
    public void Of_OpenMpi_IsKnownForWhatItIs() =>
        Assert.AreEqual(new MpiLauncher(2, IsOpenMpi: true), Found("OMPI_COMM_WORLD_SIZE", "2"));

    [TestMethod]
    [DataRow("4", 4)]
    [DataRow("1", null)]
    public void Of_SlurmAlone_IsALauncherWhereItStartsSeveral(string tasks, int? processes) =>
        Assert.AreEqual(processes, Found("SLURM_STEP_NUM_TASKS", tasks).Processes);

    [TestMethod]
    public void Of_NoNumber_IsNone() => Assert.IsNull(Found("PMI_SIZE", "many").Processes);

    private static MpiLauncher Found(string name, string value) => MpiLauncher.Of(asked => asked == name ? value : null);
}
