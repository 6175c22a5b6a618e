using AfdMlNet.Events;
using AfdMlNet.Reporting;
using AfdMlNet.Reporting.TensorBoard;
using AfdMlNet.Tests.Cli;
using AfdMlNet.Tests.Reporting.TensorBoard;

namespace AfdMlNet.Tests.Reporting;

[TestClass]
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void MaskedCrc_KnownText_IsTheStandardsValue()
    {
        // The check value of CRC-32C (RFC 3720, appendix B.4 and the CRC catalogue).
        Assert.AreEqual(0xe3069283, EventFileReader.Crc("123456789"u8));
        Assert.AreEqual(unchecked(((0xe3069283 >> 15) | (0xe3069283 << 17)) + 0xa282ead8), RecordFile.MaskedCrc("123456789"u8));
    }

    [TestMethod]
    public void File_OfARun_ReadsBack()
    {
        using TensorBoardLog log = Log();
        log.ReportAll(SampleRun.Events);
        List<EventFileReader.Event> events = EventFileReader.Read(LogFixture.ReadBytes(log.Path));
        Assert.HasCount(4, events);
        Assert.AreEqual("brain.Event:2", events[0].Version);
        Assert.AreEqual(1000000000.5, events[0].WallTime);
        CollectionAssert.AreEqual((long[])[1, 2, 3], events.Skip(1).Select(item => item.Step).ToArray());
        CollectionAssert.AreEquivalent(
            (string[])["resnet8/ce", "resnet8/validation_accuracy", "resnet14/ce", "images_per_second"], events[2].Scalars.Keys.ToArray());
        Assert.AreEqual(1.25f, events[2].Scalars["resnet8/ce"]);
        Assert.AreEqual(0.5f, events[2].Scalars["resnet8/validation_accuracy"]);
    }

    [TestMethod]
    public void File_Name_IsWhatTensorBoardLooksFor()
    {
        using TensorBoardLog log = Log();
        Assert.StartsWith("events.out.tfevents.1000000000.", Path.GetFileName(log.Path));
        Assert.AreEqual(_folder["runs/one"], Path.GetDirectoryName(log.Path));
    }

    [TestMethod]
    public void File_RunKilled_IsReadableToItsLastEpoch()
    {
        using TensorBoardLog log = Log();
        log.ReportAll(SampleRun.Events.TakeWhile(item => item is not EpochEnded { Record.Epoch: 3 }));
        Assert.AreEqual(2, EventFileReader.Read(LogFixture.ReadBytes(log.Path))[^1].Step);
    }

    [TestMethod]
    public void File_CutAnywhere_IsReadableToTheRecordBefore()
    {
        using TensorBoardLog log = Log();
        log.ReportAll(SampleRun.Events);
        byte[] whole = LogFixture.ReadBytes(log.Path);
        for (int length = 0; length < whole.Length; length++)
            Assert.IsLessThan(4, EventFileReader.Read(whole[..length]).Count);
    }

    [TestMethod]
    public void File_SecondRun_TakesTheFirstOnesPlace()
    {
        using TensorBoardLog log = Log();
        log.ReportAll(SampleRun.Events);
        log.ReportAll(SampleRun.Events);
        Assert.HasCount(4, EventFileReader.Read(LogFixture.ReadBytes(log.Path)));
    }

    private TensorBoardLog Log() => new(_folder["runs/one"], new FixedTime(), SampleRun.TwoFigures);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1000000000500);
    }
}
