using System.CommandLine.Parsing;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli.Compare;

/// <summary>The records that are kept in the repository are of the runs that their protocols ask for, in the spelling of today.</summary>
[TestClass]
public sealed class RecordedKeyTests
{
    // Of the data, the machine and the version: not of the protocol.
    private static readonly string[] _ofTheRun = ["data", "contents", "device", "threads", "threadsPerStudent", "version"];

    [TestMethod]
    [DataRow("confirm", 9)]
    [DataRow("cpu", 24)]
    [DataRow("development", 12)]
    [DataRow("pair", 4)]
    [DataRow("ring", 12)]
    [DataRow("rotation", 12)]
    public void Records_OfTheRepository_MatchTheirKeysAndTheirProtocol(string name, int count)
    {
        string folder = Repository("tests/AfdMlNet.Benchmarks");
        RecordFolder records = RecordFolder.Read(Path.Combine(folder, "results", name));
        HashSet<string> planned = [.. Planned(Path.Combine(folder, "protocols", $"{name}.rsp"))];

        Assert.HasCount(count, records.All);
        foreach (RunRecord record in records.All)
        {
            Assert.AreEqual(record.Key, RunKey.Of(new(record.Settings.ToDictionary(), StringComparer.Ordinal)), record.Variant);
            Assert.Contains($"{record.Variant}: {Line(record.Settings)}", planned);
        }
    }

    private static IEnumerable<string> Planned(string protocol)
    {
        var options = new CompareOptions();
        var command = new System.CommandLine.Command("compare") { options.Folder };
        foreach (System.CommandLine.Option option in options.All)
            command.Add(option);
        IEnumerable<string> arguments = File.ReadLines(protocol)
            .Where(line => !line.StartsWith('#'))
            .SelectMany(CommandLineParser.SplitCommandLine);
        CompareSettings settings = options.Read(command.Parse(["images", .. arguments]));
        return Protocol.Kinds(settings).SelectMany(kind => settings.Seeds.Select(seed =>
        {
            TrainSettings run = kind.Settings.WithSeed(seed);
            return $"{kind.Variant.Name}: {Line(DecidingSettings.Of(run, TrainerOptions.Of(run), new("data", "contents")))}";
        }));
    }

    private static string Line(IEnumerable<KeyValuePair<string, string>> settings) => string.Join(
        ' ', settings.Where(setting => !_ofTheRun.Contains(setting.Key)).OrderBy(setting => setting.Key,
            StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}"));

    private static string Repository(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, path)))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, path);
    }
}
