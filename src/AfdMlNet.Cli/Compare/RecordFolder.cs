using System.Text.Json;

namespace AfdMlNet.Cli.Compare;

/// <summary>The records of a comparison: one line per finished run in <c>records.jsonl</c>. Those of other machines may lie beside it or be appended to it.</summary>
internal sealed class RecordFolder(string folder)
{
    public const string FileName = "records.jsonl";

    private readonly Dictionary<string, RunRecord> _records = [];
    private readonly List<RunRecord> _inOrder = [];

    /// <summary>What is wrong with the records, in words.</summary>
    public List<string> Warnings { get; } = [];

    public IReadOnlyList<RunRecord> All => _inOrder;

    public RunRecord? Find(string key) => _records.GetValueOrDefault(key);

    public static RecordFolder Read(string folder)
    {
        var records = new RecordFolder(folder);
        if (!Directory.Exists(folder))
            return records;
        foreach (string file in Directory.EnumerateFiles(folder, "*.jsonl").OrderBy(file => Path.GetFileName(file) != FileName).ThenBy(file => file, StringComparer.Ordinal))
            records.ReadFile(file);
        return records;
    }

    /// <summary>Adds a line that is on the disk when this returns.</summary>
    public void Append(RunRecord record)
    {
        using var stream = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
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
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.Length == 0)
                continue;
            if (Parse(line) is { } record)
                Add(record);
            else
                Warnings.Add(FormattableString.Invariant($"Line {number} of '{file}' is not a record and left out: a process was killed while it wrote, or the file is another."));
        }
    }

    private static RunRecord? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CompareJson.Default.RunRecord) is { Key: not null, History: not null } record ? record : null;
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
            Warnings.Add(
                $"Two records of the run {record.Key} ('{record.Variant}', {record.Ring}, seed {record.Seed}) differ in accuracy; the first is taken. "
                + $"They are of '{first.Environment.Processor}' and '{record.Environment.Processor}': machines differ, or the runs are not reproducible.");
        }
    }

    private static IEnumerable<double?> Accuracies(RunRecord record) =>
        [.. record.TestAccuracies, .. record.History.Students.Select(student => student.KeptValidationAccuracy)];
}
