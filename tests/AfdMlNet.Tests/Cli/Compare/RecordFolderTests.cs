using AfdMlNet.Checkpoints;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Events;

namespace AfdMlNet.Tests.Cli.Compare;

[TestClass]
public sealed class RecordFolderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Append_ReadAgain_IsTheSameRecord()
    {
        RecordFolder.Read(_folder.Path).Append(Record("a", 0.5));

        RunRecord record = RecordFolder.Read(_folder.Path).Find("a")!;

        Assert.AreEqual(0.5, record.TestAccuracies.Single());
        Assert.AreEqual(TimeSpan.FromSeconds(2.5), record.History.Elapsed);
        Assert.AreEqual(0.25, record.History.Epochs.Single().Students.Single().ValidationAccuracy);
    }

    [TestMethod]
    public void Read_TornLastLine_IsLeftOutAndTheNextLineIsWhole()
    {
        RecordFolder.Read(_folder.Path).Append(Record("a", 0.5));
        string file = _folder[RecordFolder.FileName];
        string whole = File.ReadAllText(file);
        File.WriteAllText(file, whole + whole[..(whole.Length / 2)]);

        RecordFolder torn = RecordFolder.Read(_folder.Path);
        torn.Append(Record("b", 0.6));
        RecordFolder again = RecordFolder.Read(_folder.Path);

        Assert.HasCount(1, torn.Warnings);
        Assert.IsNotNull(again.Find("a"));
        Assert.IsNotNull(again.Find("b"));
    }

    [TestMethod]
    public void Read_RecordsOfTwoMachines_AreOneComparison()
    {
        RecordFolder.Read(_folder.Path).Append(Record("a", 0.5));
        File.Move(_folder[RecordFolder.FileName], _folder["other.jsonl"]);
        RecordFolder.Read(_folder.Path).Append(Record("b", 0.6));
        File.AppendAllText(_folder[RecordFolder.FileName], File.ReadAllText(_folder["other.jsonl"]));

        RecordFolder all = RecordFolder.Read(_folder.Path);

        Assert.HasCount(2, all.All);
        Assert.IsEmpty(all.Warnings);
    }

    [TestMethod]
    public void Read_OneRunTwiceWithOtherAccuracies_WarnsAndTakesTheFirst()
    {
        RecordFolder folder = RecordFolder.Read(_folder.Path);
        folder.Append(Record("a", 0.5));
        folder.Append(Record("a", 0.6));

        RecordFolder all = RecordFolder.Read(_folder.Path);

        Assert.AreEqual(0.5, all.Find("a")!.TestAccuracies.Single());
        StringAssert.Contains(all.Warnings.Single(), "differ in accuracy");
    }

    [TestMethod]
    [DataRow("\"epochs\":[{", "\"epochs\":[null,{", DisplayName = "no epoch")]
    [DataRow("\"students\":[{\"name\":\"resnet8\",\"keptEpoch", "\"students\":[null,{\"name\":\"resnet8\",\"keptEpoch",
        DisplayName = "no student")]
    [DataRow("\"elapsed\":2.5", "\"elapsed\":1e300", DisplayName = "a time that cannot be")]
    [DataRow("[0.5]", "[1e308]", DisplayName = "an accuracy that cannot be")]
    [DataRow("\"afd\"", "\"\\u001b[2J\"", DisplayName = "control characters")]
    [DataRow("\"afd\"", "\"\\ud800\"", DisplayName = "half a character")]
    [DataRow("\"settings\":{", "\"settings\":{\"a\":null,", DisplayName = "no value")]
    [DataRow("\"environment\":{", "\"environment\":null,\"x\":{", DisplayName = "no environment")]
    public void Read_RecordThatCannotBe_IsAWarning(string was, string isNow)
    {
        RecordFolder.Read(_folder.Path).Append(Record("a", 0.5));
        string line = File.ReadAllText(_folder[RecordFolder.FileName]);
        string damaged = line.Replace(was, isNow, StringComparison.Ordinal);
        Assert.AreNotEqual(line, damaged);
        File.WriteAllText(_folder[RecordFolder.FileName], damaged);

        RecordFolder read = RecordFolder.Read(_folder.Path);

        Assert.IsEmpty(read.All);
        StringAssert.Contains(read.Warnings.Single(), "not a whole record");
    }

    [TestMethod]
    public void Read_NameThatWouldFillEveryChart_IsAWarning()
    {
        RecordFolder.Read(_folder.Path).Append(Record("a", 0.5) with { Variant = new string('x', RunRecord.LongestName + 1) });
        Assert.IsEmpty(RecordFolder.Read(_folder.Path).All);
        Assert.ThrowsExactly<FormatException>(() => Variant.Parse($"{new string('x', RunRecord.LongestName + 1)}: --epochs 1"));
    }

    [TestMethod]
    public void Read_ManyDamagedLines_KeepsFewWarnings()
    {
        File.WriteAllText(_folder[RecordFolder.FileName], string.Concat(Enumerable.Repeat("x\n", 5000)));
        Assert.HasCount(RecordFolder.MostWarnings + 1, RecordFolder.Read(_folder.Path).Warnings);
    }

    [TestMethod]
    public void BoundedLines_OfAnyLength_AreReadOrStandAsNull()
    {
        string longLine = new('x', 200_000);
        using var reader = new StringReader($"a\n\n{longLine}\n{longLine}y\nb");
        CollectionAssert.AreEqual((string?[])["a", "", longLine, null, "b"], BoundedLines.Read(reader, longLine.Length).ToArray());
    }

    [TestMethod]
    public void Execute_RingThatIsAPath_WritesNoPictureElsewhere()
    {
        string inner = _folder["x-"];
        Directory.CreateDirectory(inner);
        // On every system a folder of this name would make the way out a way in.
        Directory.CreateDirectory(Path.Combine(inner, "bars-.."));
        RecordFolder.Read(inner).Append(Record("a", 0.5) with { Ring = "../../../escaped" });

        RecordedTable.Execute(new CompareSettings { Output = inner, TableOnly = true }, new(TextWriter.Null, TextWriter.Null, false));

        Assert.IsTrue(_folder.Files().All(file => file.StartsWith("x-/", StringComparison.Ordinal)), string.Join(", ", _folder.Files()));
    }

    [TestMethod]
    public void Take_SecondTime_IsRefusedUntilTheFirstEnds()
    {
        using (FolderLock.Take(_folder.Path))
            Assert.ThrowsExactly<LockTakenException>(() => FolderLock.Take(_folder.Path));
        using FolderLock again = FolderLock.Take(_folder.Path);
    }

    [TestMethod]
    public void Append_ByShards_GoesToFilesOfTheirOwnThatAllRead()
    {
        RecordFolder first = RecordFolder.Read(_folder.Path, new(0, 4));
        RecordFolder second = RecordFolder.Read(_folder.Path, new(3, 4));
        first.Append(Record("a", 0.5));
        second.Append(Record("b", 0.6));

        CollectionAssert.AreEqual((string[])["records.0-of-4.jsonl", "records.3-of-4.jsonl"], _folder.Files());
        CollectionAssert.AreEqual((string[])["a", "b"], RecordFolder.Read(_folder.Path).All.Select(record => record.Key).ToArray());
        Assert.IsNotNull(RecordFolder.Read(_folder.Path, new(0, 3)).Find("b"));
    }

    [TestMethod]
    public void Take_ByShards_EachOnceAndNoneBesideTheWhole()
    {
        using (FolderLock.Take(_folder.Path, new(0, 2)))
        {
            using FolderLock other = FolderLock.Take(_folder.Path, new(1, 2));
            AssertTaken(new(0, 2), "Another 'afd compare --shard 0/2' is at work");
            AssertTaken(null, "Another 'afd compare', or a shard of one, is at work");
        }
        using (FolderLock.Take(_folder.Path))
            AssertTaken(new(0, 2), "Another 'afd compare' without --shard is at work");
        using FolderLock again = FolderLock.Take(_folder.Path, new(0, 2));
    }

    private void AssertTaken(Shard? shard, string words) =>
        StringAssert.Contains(Assert.ThrowsExactly<LockTakenException>(() => FolderLock.Take(_folder.Path, shard)).Message, words);

    private static RunRecord Record(string key, double accuracy)
    {
        var student = new StudentEpoch { Name = "resnet8", ValidationAccuracy = 0.25 };
        var history = new TrainingHistory(
            [new(1, TimeSpan.FromSeconds(2), 100, [student])], [new("resnet8", 1, 0.25, 0.25)], [], StopReason.Completed,
            TimeSpan.FromSeconds(2.5));
        var environment = new RunOrigin("1", "2", "Linux", "CPU", 2, "box", DateTimeOffset.UnixEpoch);
        return new(
            key, "afd", "resnet8", 1, new Dictionary<string, string> { ["seed"] = "1" }, environment, 10, 5, [accuracy], 2, 3, history);
    }
}
