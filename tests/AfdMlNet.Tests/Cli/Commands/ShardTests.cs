using AfdMlNet.Cli.Commands;

namespace AfdMlNet.Tests.Cli;

[TestClass]
public class ShardTests
{
    [TestMethod]
    public void Parse_EveryShardOfFour_IsItself()
    {
        foreach (string text in (string[])["0/4", "3/4", "0/1"])
            Assert.AreEqual(text, Shard.Parse(text).ToString());
        Assert.AreEqual("3-of-4", Shard.Parse("3/4").InNames);
    }

    [TestMethod]
    [DataRow("4/4", "there is no shard '4/4'. Shards count from 0: 0/4 to 3/4.")]
    [DataRow("1/1", "Shards count from 0: 0/1 to 0/1.")]
    [DataRow("-1/4", "such as 0/4")]
    [DataRow("1", "such as 0/4")]
    [DataRow("1/2/3", "such as 0/4")]
    [DataRow("a/b", "'a/b' is not a shard")]
    [DataRow("0/0", "at most 100000")]
    [DataRow("0/100001", "at most 100000")]
    [DataRow("1 / 4", "such as 0/4")]
    [DataRow("", "'' is not a shard")]
    public void Parse_WhatIsNone_SaysWhatIsAllowed(string text, string allowed) =>
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => Shard.Parse(text)).Message, allowed);

    [TestMethod]
    public void Shards_OfAnyNumber_AreTheWholeAndNearlyEqual()
    {
        for (int items = 0; items < 12; items++)
        {
            int[] all = [.. Enumerable.Range(0, items)];
            for (int count = 1; count < 15; count++)
            {
                Shard[] shards = [.. Enumerable.Range(0, count).Select(index => new Shard(index, count))];
                CollectionAssert.AreEqual(all, shards.SelectMany(shard => shard.Block(all)).ToArray());
                CollectionAssert.AreEquivalent(all, shards.SelectMany(shard => shard.Dealt(all)).ToArray());
                foreach (int[] lengths in (int[][])[[.. shards.Select(shard => shard.Block(all).Count)],
                    [.. shards.Select(shard => shard.Dealt(all).Count())]])
                    Assert.IsLessThanOrEqualTo(1, lengths.Max() - lengths.Min());
            }
        }
    }

    [TestMethod]
    public void Shard_BeyondTheLast_IsAUsageError()
    {
        CommandLine.Run("compare", "folder", "--shard", "4/4").AssertFails(2, "--shard: there is no shard '4/4'", "0/4 to 3/4");
        CommandLine.Run("score", "model.zip", "folder", "--out", "x.csv", "--shard", "one").AssertFails(2, "--shard: 'one'", "0/4 to 3/4");
        CommandLine.Run("score", "model.zip", "a.png", "--shard", "0/2").AssertFails(2, "--shard goes with --out");
        CommandLine.Run("compare", "--table-only", "--shard", "0/2").AssertFails(2, "leave --shard out");
    }
}
