using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Train;
using AfdMlNet.Events;

namespace AfdMlNet.Tests.Cli.Compare;

/// <summary>By what <c>afd compare</c> knows its images again.</summary>
[TestClass]
public sealed class DataFingerprintTests : IDisposable
{
    private const int Images = 600;

    private readonly ScratchFolder _folder = new();

    public DataFingerprintTests()
    {
        for (int image = 0; image < Images; image++)
            _folder.With((byte)image, $"train/{(image % 2 == 0 ? "a" : "b")}/{image:000}.png");
        _folder.With(1, "val/a/1.png", "val/b/1.png", "test/a/1.png", "test/b/1.png");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Of_AnyOneImageReplacedByOneOfTheSameLength_HasOtherContents()
    {
        DataFingerprint before = Fingerprint();
        var random = new Random(3);
        string[] files = [.. _folder.Files().OrderBy(_ => random.Next()).Take(40), "val/b/1.png", "test/a/1.png"];
        foreach (string file in files)
        {
            byte[] whole = File.ReadAllBytes(_folder[file]);
            File.WriteAllBytes(_folder[file], [(byte)(whole[0] ^ 1)]);

            DataFingerprint after = Fingerprint();

            Assert.AreNotEqual(before.Contents, after.Contents, file);
            Assert.AreEqual(before.Names, after.Names, file);
            File.WriteAllBytes(_folder[file], whole);
        }

        Assert.AreEqual(before, Fingerprint());
    }

    [TestMethod]
    public void Of_TwoImagesThatChangedNames_HasOtherContents()
    {
        DataFingerprint before = Fingerprint();
        File.Move(_folder["train/a/000.png"], _folder["moved"]);
        File.Move(_folder["train/a/002.png"], _folder["train/a/000.png"]);
        File.Move(_folder["moved"], _folder["train/a/002.png"]);

        Assert.AreNotEqual(before.Contents, Fingerprint().Contents);
    }

    [TestMethod]
    public void Find_RecordOfTheseContents_IsTakenAndOneOfOthersIsNot()
    {
        PlannedRun run = Planned();
        RecordFolder.Read(_folder["out"]).Append(Record(run));
        File.WriteAllBytes(_folder["train/a/004.png"], [255]);

        RecordFolder records = RecordFolder.Read(_folder["out"]);

        Assert.IsNotNull(records.Find(run));
        Assert.IsNull(records.Find(Planned()));
    }

    [TestMethod]
    public void Find_RecordOfBefore_IsTakenAndToldOf()
    {
        PlannedRun run = Planned();
        RecordFolder.Read(_folder["out"]).Append(Record(run) with
        {
            Key = run.FormerKey,
            Settings = DecidingSettings.WithoutContents(run.Deciding),
        });

        RecordFolder records = RecordFolder.Read(_folder["out"]);

        Assert.IsNotNull(records.Find(run));
        Assert.StartsWith("1 record in ", records.FormerOf([run]));
        records.Append(Record(run));
        Assert.IsNull(records.FormerOf([run]));
    }

    private DataFingerprint Fingerprint() => DataFingerprint.Of(Read(), CancellationToken.None);

    private TrainingData Read()
    {
        using DataFolder folder = DataFolder.Open(_folder.Path, workspace: null);
        return TrainingData.Read(folder, new TrainSettings(_folder.Path, []));
    }

    private PlannedRun Planned()
    {
        Directory.CreateDirectory(_folder["out"]);
        var settings = new TrainSettings(_folder.Path, []);
        AdversarialDistillationTrainer.Options options = TrainerOptions.Of(settings);
        SortedDictionary<string, string> deciding = DecidingSettings.Of(settings, options, Fingerprint());
        return new(
            RunKey.Of(deciding), "afd", string.Join(',', options.Students.Select(student => student.Name)), settings, deciding, Read());
    }

    private static RunRecord Record(PlannedRun run)
    {
        StudentEpoch[] students = [.. run.Ring.Split(',').Select(name => new StudentEpoch { Name = name })];
        var history = new TrainingHistory(
            [new(1, TimeSpan.FromSeconds(2), 100, students)],
            [.. students.Select(student => new StudentOutcome(student.Name, 1, null, null))],
            [], StopReason.Completed, TimeSpan.FromSeconds(3));
        return new(
            run.Key, run.Variant, run.Ring, run.Seed, run.Deciding, RunOrigin.Now(), Images, 2, [], 2, 3, history);
    }
}
