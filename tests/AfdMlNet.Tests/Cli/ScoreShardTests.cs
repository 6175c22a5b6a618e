using AfdMlNet.Cli.Scoring;
using Parquet;

namespace AfdMlNet.Tests.Cli;

/// <summary><c>afd score --shard</c>: the files of the shards one after the other are the file of the whole.</summary>
[TestClass]
public sealed class ScoreShardTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ScratchFolder _images = new();

    public ScoreShardTests() => TinyModel.Save(_folder["model.zip"]);

    public void Dispose()
    {
        _folder.Dispose();
        _images.Dispose();
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(7)]
    public void Score_Shards_OneAfterTheOther_AreTheWhole(int count)
    {
        string[] arguments = Arguments(50);
        string[] whole = Score("whole.jsonl", null, arguments);
        string[] shards = [.. Enumerable.Range(0, count).SelectMany(index => Score($"{index}.jsonl", $"{index}/{count}", arguments))];

        Assert.HasCount(2 * 3 * 50 + 1, whole);
        CollectionAssert.AreEqual(whole, shards);
    }

    [TestMethod]
    public void Score_Shards_AsCsv_HaveTheHeaderEach()
    {
        string[] arguments = Arguments(2);
        string[] whole = Score("whole.csv", null, arguments);
        string[][] shards = [.. Enumerable.Range(0, 3).Select(index => Score($"{index}.csv", $"{index}/3", arguments))];

        Assert.IsTrue(shards.All(shard => shard[0] == whole[0]));
        CollectionAssert.AreEqual(whole[1..], shards.SelectMany(shard => shard[1..]).ToArray());
    }

    [TestMethod]
    public async Task Score_MoreShardsThanImages_WritesValidEmptyFiles()
    {
        string image = Arguments(1)[^1];
        foreach (string name in (string[])["x.csv", "x.jsonl", "x.parquet"])
        {
            CommandLine answer = CommandLine.Run("score", _folder.Path, image, "--out", _folder[name], "--shard", "0/2");
            Assert.AreEqual(0, answer.ExitCode, answer.Error);
            Assert.StartsWith("Shard 0/2 of 1 images: Scored 0 images in", answer.Out);
        }

        Assert.AreEqual("path,predicted_label,probability,p_across,p_blob,p_down\r\n", File.ReadAllText(_folder["x.csv"]));
        Assert.AreEqual("", File.ReadAllText(_folder["x.jsonl"]));
        await using ParquetReader reader = await ParquetReader.CreateAsync(_folder["x.parquet"]);
        Assert.AreEqual(0, reader.RowGroupCount);
        Assert.HasCount(6, reader.Schema.GetDataFields());
    }

    [TestMethod]
    public void Open_ShardOfAnArchive_UnpacksNoOthers()
    {
        string zip = _images.Zip("set.zip", [.. Enumerable.Range(0, 10).Select(index => ($"a/{index}.png", new byte[] { 1 }))]);
        using BulkImages images = BulkImages.Open([zip], new(1, 3), _folder["work"], CancellationToken.None);

        CollectionAssert.AreEqual((string[])["3.png", "4.png", "5.png"], images.Files.Select(Path.GetFileName).ToArray());
        CollectionAssert.AreEqual(images.Files.ToArray(),
            Directory.GetFiles(_folder["work"], "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray());
        Assert.AreEqual(Path.Combine(zip, "a", "3.png"), images.Shown[0]);
    }

    [TestMethod]
    public void Open_Archive_HasTheOrderOfItsFolder()
    {
        string[] names = ["b/2.png", "a.b/1.png", "a/z.png", "a/b/1.png", "a/1.png", "top.png", "B/1.png", "a!/1.png", "a/10.png"];
        string zip = _images.Zip("set.zip", [.. names.Select(name => (name, new byte[] { 1 }))]);
        _folder.With([.. names.Select(name => $"set/{name}")]);

        using BulkImages packed = BulkImages.Open([zip], null, null, CancellationToken.None);
        using BulkImages plain = BulkImages.Open([_folder["set"]], null, null, CancellationToken.None);

        CollectionAssert.AreEqual(
            plain.Shown.Select(path => Path.GetRelativePath(_folder["set"], path)).ToArray(),
            packed.Shown.Select(path => Path.GetRelativePath(zip, path)).ToArray());
        Assert.AreEqual("top.png", Path.GetRelativePath(zip, packed.Shown[0]));
        Assert.IsTrue(packed.Files.All(File.Exists));
    }

    [TestMethod]
    public void Score_ShardOfAnArchiveWithTwoEntriesInOnePlace_IsRefused()
    {
        string zip = _images.Zip("set.zip", ("a/1.png", [1]), ("a//1.png", [1]));
        CommandLine.Run("score", _folder.Path, zip, "--out", _folder["x.csv"], "--shard", "0/2").AssertFails(1, "one place", "1.png");
    }

    /// <summary>A folder, an archive and a single file.</summary>
    private string[] Arguments(int perClass)
    {
        ImageRow[] rows = TinyModel.Rows(perClass);
        (string Entry, byte[] Content)[] entries = [.. rows.Select((row, index) => ($"{row.Label}/{index:000}.png", row.ImageSource))];
        string zip = _images.Zip("set.zip", entries);
        foreach ((string entry, byte[] content) in entries)
        {
            string file = _images[Path.Combine("plain", entry)];
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
        File.WriteAllBytes(_images["one.png"], rows[0].ImageSource);
        return [_images["plain"], zip, _images["one.png"]];
    }

    private string[] Score(string file, string? shard, string[] arguments)
    {
        CommandLine answer = CommandLine.Run(
            ["score", _folder.Path, .. arguments, "--out", _folder[file], .. shard is null ? (string[])[] : ["--shard", shard]]);
        Assert.AreEqual(0, answer.ExitCode, answer.Error);
        return File.ReadAllLines(_folder[file]);
    }
}
