using System.Globalization;
using System.Text.Json;
using AfdMlNet.Cli.Commands;

namespace AfdMlNet.Cli.Compare;

/// <summary>
/// The records of a comparison: one line per finished run in <c>records.jsonl</c>, or in a shard's own <c>records.0-of-4.jsonl</c>, so that
/// no file is written by two. Those of other machines may lie beside it or be appended to it.
/// </summary>
internal sealed class RecordFolder(string folder, Shard? shard)
{
    public const string FileName = "records.jsonl";

    /// <summary>The largest file read, in bytes.</summary>
    public const long MaximumLength = 1L << 30;

    /// <summary>The longest line read, in characters: some thousand epochs.</summary>
    public const int LongestLine = 8 << 20;

    /// <summary>The most records read.</summary>
    public const int MostRecords = 10_000;

    /// <summary>The most warnings kept.</summary>
    public const int MostWarnings = 100;

    private const string Begin = "{\"key\":";

    private readonly Dictionary<string, RunRecord> _records = [];
    private readonly List<RunRecord> _inOrder = [];

    /// <summary>What is wrong with the records, in words.</summary>
    public List<string> Warnings { get; } = [];

    public IReadOnlyList<RunRecord> All => _inOrder;

    public RunRecord? Find(string key) => _records.GetValueOrDefault(key);

    /// <summary>
    /// The record of a run. One of before, which tells names and lengths of the images alone, stands for it too: see
    /// <see cref="FormerOf"/>.
    /// </summary>
    public RunRecord? Find(PlannedRun run) => Find(run.Key) ?? Find(run.FormerKey);

    /// <summary>Says of how many runs there is only a record of before; null where there is none.</summary>
    public string? FormerOf(IEnumerable<PlannedRun> runs)
    {
        int former = runs.Count(run => Find(run) is { } record && record.Key != run.Key);
        return former == 0
            ? null
            : $"{Format.Count(former, "record")} in '{folder}' tell the images' names and lengths, not their contents: whether a pixel has "
                + "changed since is not known. Remove them to make these runs anew.";
    }

    /// <summary>The file that a comparison, or a shard of one, adds its records to.</summary>
    public static string FileOf(Shard? shard) =>
        shard is null ? FileName : $"{Path.GetFileNameWithoutExtension(FileName)}.{shard.InNames}.jsonl";

    /// <param name="folder">The comparison's folder.</param>
    /// <param name="shard">Which part of the comparison records are added by; all files are read.</param>
    public static RecordFolder Read(string folder, Shard? shard = null)
    {
        var records = new RecordFolder(folder, shard);
        if (!Directory.Exists(folder))
            return records;
        foreach (string file in Directory.EnumerateFiles(folder, "*.jsonl")
            .OrderBy(file => Path.GetFileName(file) != FileName)
            .ThenBy(file => file, StringComparer.Ordinal))
            records.ReadFile(file);
        return records;
    }

    /// <summary>Adds a line that is on the disk when this returns.</summary>
    public void Append(RunRecord record)
    {
        using var stream = new FileStream(Path.Combine(folder, FileOf(shard)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        // A line that a killed process left unfinished stays a line of its own.
        if (stream.Length > 0)
        {
            stream.Position = stream.Length - 1;
            if (stream.ReadByte() != '\n')
                stream.WriteByte((byte)'\n');
        }
        stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(record, CompareJson.Default.RunRecord), (byte)'\n']);
        stream.Flush(flushToDisk: true);
        Add(record);
    }

    private void ReadFile(string file)
    {
        // A comparison may be writing to it.
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        if (reader.BaseStream.Length > MaximumLength)
            throw new CliException($"'{file}' has {reader.BaseStream.Length} bytes; {MaximumLength} are the most that are read.");
        int number = 0;
        foreach (string? line in BoundedLines.Read(reader, LongestLine))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) && line is not null)
                continue;
            RunRecord? record = line is null ? null : Parse(line) ?? AfterATornOne(line);
            if (record is not null)
                Add(record);
            if (_inOrder.Count > MostRecords)
                throw new CliException($"There are more than {MostRecords} records with '{file}': put fewer into the folder.");
            if (record is null || line!.LastIndexOf(Begin, StringComparison.Ordinal) > 0)
                Warn(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {number} of '{file}' is not a whole record: "
                    + $"a process was killed while it wrote or is writing it, or the file is another."));
        }
    }

    /// <summary>Files that were appended to one that ends in a torn line: the record behind the torn one.</summary>
    private static RunRecord? AfterATornOne(string line) =>
        line.LastIndexOf(Begin, StringComparison.Ordinal) is > 0 and var begin ? Parse(line[begin..]) : null;

    private static RunRecord? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CompareJson.Default.RunRecord) is { IsComplete: true } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Add(RunRecord record)
    {
        if (_records.TryAdd(record.Key, record))
        {
            _inOrder.Add(record);
            return;
        }
        RunRecord first = _records[record.Key];
        if (!Accuracies(first).SequenceEqual(Accuracies(record)))
        {
            Warn(
                $"Two records of the run {record.Key} ('{record.Variant}', {record.Ring}, seed {record.Seed}) differ in accuracy; the "
                + "first is taken. "
                + $"They are of '{first.Environment.Processor}' and '{record.Environment.Processor}': machines differ, or the runs are not "
                + "reproducible.");
        }
    }

    private void Warn(string warning)
    {
        if (Warnings.Count < MostWarnings)
            Warnings.Add(warning);
        else if (Warnings.Count == MostWarnings)
            Warnings.Add("There is more of the kind.");
    }

    private static IEnumerable<double?> Accuracies(RunRecord record) =>
        [.. record.TestAccuracies, .. record.History.Students.Select(student => student.KeptValidationAccuracy)];
}
