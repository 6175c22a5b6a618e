using System.Runtime.Versioning;
using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed unsafe class BlockRegionTests
{
    private const int Unit = BlockRegion.UnitBytes;

    [TestMethod]
    public void TryReserve_MoreThanThereIs_IsNull()
    {
        Assert.IsNull(BlockRegion.TryReserve(0));
        Assert.IsNull(BlockRegion.TryReserve(long.MaxValue));
    }

    [TestMethod]
    public void Take_Blocks_StartPagesHoldZerosAndCanBeWrittenTo()
    {
        BlockRegion region = BlockRegion.TryReserve(4000 * Unit)!;
        for (int i = 0; i < 40; i++)
        {
            byte* block = region.Take(100 * Unit - 1);

            Assert.IsTrue(region.Holds(block) && region.Holds(block + 100 * Unit - 1));
            Assert.AreEqual(0, (nint)block % Libc.PageSize);
            var bytes = new Span<byte>(block, 100 * Unit);
            Assert.IsTrue(bytes.IndexOfAnyExcept((byte)0) < 0);
            bytes.Fill(1);
        }
        Assert.IsTrue(region.Take(1) == null, "full");
        Assert.AreEqual(40, region.Taken);
    }

    [TestMethod]
    public void Take_LargerThanTheRegion_IsNull()
    {
        BlockRegion region = BlockRegion.TryReserve(10 * Unit)!;

        Assert.IsTrue(region.Take(10 * Unit + 1) == null);
        Assert.IsTrue(region.Take(nuint.MaxValue) == null);
        Assert.IsTrue(region.Take(10 * Unit) == region.Start);
    }

    [TestMethod]
    public void GiveBack_KeptOrNot_HoldsWhatItDidOrZeros()
    {
        BlockRegion region = BlockRegion.TryReserve(10 * Unit)!;
        byte* block = region.Take(Unit);
        *block = 7;

        region.GiveBack(block, keep: true);
        Assert.IsTrue(region.Take(Unit) == block && *block == 7);
        region.GiveBack(block, keep: false);
        Assert.IsTrue(region.Take(Unit) == block && *block == 0);
    }

    [TestMethod]
    public void Empty_SomeTaken_LeavesThoseAsTheyAre()
    {
        BlockRegion region = BlockRegion.TryReserve(10 * Unit)!;
        byte*[] blocks = [region.Take(Unit), region.Take(Unit), region.Take(Unit)];
        foreach (byte* block in blocks)
            *block = 7;
        region.GiveBack(blocks[0], keep: true);
        region.GiveBack(blocks[2], keep: true);

        region.Empty();

        Assert.AreEqual((0, 7, 0), (*blocks[0], *blocks[1], *blocks[2]));
    }

    [TestMethod]
    public void Holds_AddressesBeside_AreNotItsOwn()
    {
        BlockRegion region = BlockRegion.TryReserve(10 * Unit)!;

        Assert.IsFalse(region.Holds(region.Start - 1) || region.Holds(region.Start + 10 * Unit) || region.Holds(null));
    }
}
