namespace AfdMlNet.Tests.Distributed;

[TestClass]
public sealed class RunConsistencyTests
{
    [TestMethod]
    public void Check_TheSameRun_Passes() => ThreadGroup.Run(3, group =>
    {
        RunConsistency.Check(group, new Dictionary<string, string> { ["seed"] = "1" });
        return true;
    });

    [TestMethod]
    public void Check_AnotherRun_IsRefusedInEveryProcess()
    {
        string[] messages = ThreadGroup.Run(3, group => Assert.ThrowsExactly<ArgumentException>(
            () => RunConsistency.Check(group, new Dictionary<string, string> { ["seed"] = group.Rank == 2 ? "7" : "1" })).Message);

        StringAssert.Contains(messages[0], "1 of 3 processes were given another run");
        StringAssert.Contains(messages[1], "1 of 3 processes were given another run");
        StringAssert.Contains(messages[2], "Process 2 of 3 was given another run than process 0");
        StringAssert.Contains(messages[2], "seed was 1 and is 7");
    }
}
