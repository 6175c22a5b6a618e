using System.Runtime.CompilerServices;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Data.Archives;
using AfdMlNet.Cli.Train;
using AfdMlNet.Images;
using AfdMlNet.ModelBuilder;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;

namespace AfdMlNet.Tests;

/// <summary>SECURITY.md says what the code says.</summary>
[TestClass]
public sealed class SecurityTests
{
    public static IEnumerable<object[]> Limits =>
    [
        .. Row("image",
            (Mebibytes(EncodedImage.MaximumBytes), "EncodedImage.MaximumBytes"), (Number(EncodedImage.MaximumSide), "MaximumSide"),
            ($"{Number(EncodedImage.MaximumPixels)} pixels", "MaximumPixels")),
        .. Row("`.pth`",
            ($"{Number(WeightFile.Largest)} bytes", "WeightFile.Largest"), (Mebibytes(PthFile.LongestTable), "LongestTable"),
            (Mebibytes(PthFile.LargestPickle), "LargestPickle"),
            (Number(StoredTensor.MostAxes), "StoredTensor.MostAxes"),
            ($"{StateDictionary.LongestName} characters", "StateDictionary.LongestName"),
            (Number(PthFile.LongestKey), "LongestKey")),
        .. Row("`.safetensors`", (Mebibytes(SafetensorsFile.LargestHeader), "LargestHeader")),
        .. Row("checkpoint", (Mebibytes(SafetensorsFile.LargestHeader), "LargestHeader")),
        .. Row("saved model",
            ($"{Gibibytes(SavedModelCheck.MaximumBytes)} unpacked", "MaximumBytes"),
            ($"{Number(SavedModelCheck.MaximumEntries)} files", "MaximumEntries"),
            ($"{SavedModelCheck.MaximumFolders} folders deep", "MaximumFolders"), (Mebibytes(SavedModelCheck.LongestTable), "LongestTable"),
            ($"{Number(SavedModelCheck.MaximumExpression)} bytes", "MaximumExpression")),
        .. Row("ONNX graph",
            (Gibibytes(SavedModelGraph.MaximumBytes), "MaximumBytes"),
            ($"{Mebibytes(PortableGraph.MaximumStructure)} beside the weights", "PortableGraph.MaximumStructure"),
            (Gibibytes(BulkScorer.MaximumBatchBytes), "BulkScorer.MaximumBatchBytes")),
        .. Row("`.mbconfig`", (Mebibytes(ModelBuilderConfig.MaximumLength), "MaximumLength")),
        .. Row("data set `.zip`",
            ($"{Number(ArchiveLimits.MostEntries)} entries", "ArchiveLimits.MostEntries"),
            (Mebibytes(ArchiveLimits.LongestTable), "LongestTable"),
            (Gibibytes(ArchiveLimits.FreeBytes), "FreeBytes"), ($"{ArchiveLimits.MostTimes} times the archive", "MostTimes"),
            ($"{Gibibytes(ArchiveLimits.MostBytes)} at most", "MostBytes"),
            ($"{Number(EntryName.Longest)} characters", "EntryName.Longest"),
            ($"{EntryName.MostFolders} folders deep", "MostFolders")),
        .. Row("`history.json`", (Mebibytes(HistoryFile.MaximumLength), "MaximumLength"),
            ($"{HistoryCheck.MostStudents} students", "HistoryCheck.MostStudents")),
        .. Row("records",
            ($"{Gibibytes(RecordFolder.MaximumLength)} a file", "MaximumLength"),
            ($"{RecordFolder.LongestLine >> 20} Mi characters a line", "LongestLine"),
            ($"{Number(RecordFolder.MostRecords)} records", "MostRecords"),
            ($"{Number(RunRecord.LongestName)} characters", "RunRecord.LongestName")),
        .. Row("`@protocol.rsp`",
            (Mebibytes(ProtocolFile.MaximumBytes), "MaximumBytes"), ($"{Number(ProtocolFile.MostWords)} words", "MostWords"),
            ($"{Number(SeedList.Most)} seeds", "SeedList.Most")),
    ];

    [TestMethod]
    [DynamicData(nameof(Limits))]
    public void SecurityMd_Limit_IsTheConstants(string reader, string value, string constant) =>
        Assert.Contains($"{value} (`{constant}`)", Lines().Single(line => line.StartsWith($"| {reader}", StringComparison.Ordinal)));

    [TestMethod]
    public void SecurityMd_NumberOfInstructions_IsThatOfTheEnumeration() =>
        Assert.IsTrue(Lines()
            .Any(line => line.Contains($"{Enum.GetValues<PickleOpcode>().Length} instructions", StringComparison.Ordinal)));

    private static IEnumerable<object[]> Row(string reader, params (string Value, string Constant)[] limits) =>
        limits.Select(limit => (object[])[reader, limit.Value, limit.Constant]);

    private static string Number(long number) => FormattableString.Invariant($"{number:N0}");

    private static string Mebibytes(long bytes) => FormattableString.Invariant($"{bytes >> 20} MiB");

    private static string Gibibytes(long bytes) => FormattableString.Invariant($"{bytes >> 30} GiB");

    private static string[] Lines([CallerFilePath] string here = "") =>
        File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "SECURITY.md"));
}
