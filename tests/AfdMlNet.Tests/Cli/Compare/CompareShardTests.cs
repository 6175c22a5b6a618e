using System.Diagnostics;
using System.Text.Json;
using AfdMlNet.Cli;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli.Compare;

/// <summary><c>afd compare --shard</c>: who does what, and that nothing is lost or done twice.</summary>
[TestClass]
public sealed class CompareShardTests : IDisposable
{
    private static readonly string[] _protocol =
    [
        "--classes", "3", "--per-class", "12", "--size", "8", "--batch-size", "16", "--epochs", "2", "--students", "resnet8,resnet14",
        "--seeds", "1,2",
        "--methods", "independent,dml", "--threads", "2",
    ];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(3, 3, 3)]
    [DataRow(4, 2, 2)]
    [DataRow(2, 3, 4)]
    [DataRow(6, 5, 4)]
    [DataRow(1, 2, 7)]
    public void Of_KindsThatCostDifferently_AreSpreadEvenly(int kinds, int seeds, int count)
    {
        // As Protocol plans: seed after seed.
        PlannedRun[] runs =
            [.. Enumerable.Range(1, seeds).SelectMany(seed => Enumerable.Range(0, kinds).Select(kind => Run($"v{kind}", seed)))];
        PlannedRun[][] shards = [.. Enumerable.Range(0, count).Select(index => ShardRuns.Of(runs, new(index, count)).ToArray())];

        CollectionAssert.AreEquivalent(runs, shards.SelectMany(shard => shard).ToArray());
        AssertEven(shards.Select(shard => shard.Length));
        foreach (string variant in runs.Select(run => run.Variant).Distinct())
            AssertEven(shards.Select(shard => shard.Count(run => run.Variant == variant)));
        foreach (PlannedRun[] shard in shards)
            CollectionAssert.AreEqual(shard.OrderBy(run => Array.IndexOf(runs, run)).ToArray(), shard);
    }

    [TestMethod]
    public void Compare_TwoShardsAtTheSameTime_EndInTheTableOfTheWhole()
    {
        string images = SharedData.File("cifar100-10c-mini-png.zip");
        CommandLine whole = CommandLine.Run(["compare", images, "--out", _folder["whole"], .. _protocol]);
        Assert.AreEqual(0, whole.ExitCode, whole.Error);

        using Process first = Start(images, "0/2", out Func<string> firstSaid);
        using Process second = Start(images, "1/2", out Func<string> secondSaid);
        first.WaitForExit();
        second.WaitForExit();
        Assert.AreEqual((0, 0), (first.ExitCode, second.ExitCode), firstSaid() + secondSaid());
        Assert.Contains("Shard 0/2: All runs are finished. Of all shards, ", firstSaid());
        Assert.IsTrue(firstSaid().Contains("4 of 4 runs", StringComparison.Ordinal)
            || secondSaid().Contains("4 of 4 runs", StringComparison.Ordinal));
        CollectionAssert.AreEqual((string[])["records.0-of-2.jsonl", "records.1-of-2.jsonl"], Files("out"));
        Assert.HasCount(2, File.ReadAllLines(_folder["out/records.0-of-2.jsonl"]));

        CommandLine table = CommandLine.Run(["compare", images, "--out", _folder["out"], .. _protocol]);

        Assert.AreEqual(0, table.ExitCode, table.Error);
        Assert.AreEqual("", table.Error);
        Assert.DoesNotContain("records.jsonl", Files("out"));
        Assert.AreEqual(ComparedTable.Accuracies(_folder["whole/compare.json"]), ComparedTable.Accuracies(_folder["out/compare.json"]));
    }

    [TestMethod]
    public void Compare_OtherNumberOfShardsLater_RepeatsNothing()
    {
        string images = SharedData.File("cifar100-10c-mini-png.zip");
        string[] command = ["compare", images, "--out", _folder["out"], .. _protocol, "--json"];
        CommandLine half = CommandLine.Run([.. command, "--shard", "0/2"]);
        JsonElement started = Event(half, "comparisonStarted");
        JsonElement ended = Event(half, "shardEnded");
        Assert.AreEqual(("0/2", 2), (started.GetProperty("shard").GetString(), started.GetProperty("runs").GetInt32()));
        Assert.AreEqual(
            (2, 2, 4, 2), (Number(ended, "runs"), Number(ended, "finished"), Number(ended, "allRuns"), Number(ended, "allFinished")));

        // Three shards in all, one of them without a run of its own to do.
        CommandLine[] thirds = [.. Enumerable.Range(0, 3).Select(index => CommandLine.Run([.. command, "--shard", $"{index}/3"]))];
        CommandLine list = CommandLine.Run([.. command, "--list", "--shard", "2/3"]);
        CommandLine all = CommandLine.Run([.. command, "--for", "0.001s"]);

        Assert.IsTrue(thirds.All(third => third.ExitCode == 0));
        Assert.AreEqual(4, Number(Event(thirds[2], "shardEnded"), "allFinished"));
        Assert.AreEqual(4, Files("out").Where(file =>
            file.EndsWith(".jsonl", StringComparison.Ordinal)).Sum(file => File.ReadAllLines(_folder[$"out/{file}"]).Length));
        Assert.HasCount(1, list.Out.TrimEnd().Split('\n'));
        Assert.AreEqual(ExitCode.Success, all.ExitCode, all.Error);
        Assert.AreEqual(4, Number(Event(all, "comparisonEnded"), "finished"));
        Assert.IsFalse(Event(all, "comparisonStarted").TryGetProperty("shard", out _));
    }

    private static void AssertEven(IEnumerable<int> counts)
    {
        int[] all = [.. counts];
        Assert.IsLessThanOrEqualTo(1, all.Max() - all.Min());
    }

    private static PlannedRun Run(string variant, int seed)
    {
        TrainSettings settings = new TrainSettings("d", []).WithSeed(seed);
        return new($"{variant}.{seed}", variant, "resnet8,resnet20", settings, new Dictionary<string, string>(), null!);
    }

    private static JsonElement Event(CommandLine answer, string name)
    {
        Assert.AreEqual("", answer.Error);
        return answer.Out.TrimEnd()
            .Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Single(line => line.GetProperty("event").GetString() == name);
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private string[] Files(string folder) =>
        [.. Directory.GetFiles(_folder[folder])
            .Select(file => Path.GetFileName(file)!)
            .Where(file => file[0] != '.')
            .Order(StringComparer.Ordinal)];

    private Process Start(string images, string shard, out Func<string> said) =>
        ToolProcess.Start(["compare", images, "--out", _folder["out"], .. _protocol, "--shard", shard], out said);
}
