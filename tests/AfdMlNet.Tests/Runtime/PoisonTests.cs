namespace AfdMlNet.Tests.Runtime;

/// <summary>That memory is poisoned where .ci/run has it so: else its second run of the tests would show nothing.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class PoisonTests
{
    // A float of 3.4e38, the largest number that a repeated byte makes: the first sum of two is infinite.
    private const string Poison = "7f7f7f7f";

    [TestMethod]
    public async Task Empty_MemoryPerturbed_HoldsPoisonInBlocksOfEverySize()
    {
        using var temporary = new TemporaryFolder();

        var (exitCode, output, error) = await TorchProbe.RunAsync(
            temporary, null, ["fresh"], ("MALLOC_PERTURB_", "128"), ("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0"));

        Assert.AreEqual((0, Poison), (exitCode, output), error);
    }
}
