using AfdMlNet.Cli.Check;

namespace AfdMlNet.Tests.Cli.Check;

[TestClass]
public sealed class QuickCpuCheckTests
{
    private static readonly CpuReading _right = new(1e-6, 300);

    [TestMethod]
    [DataRow(6, true)]
    [DataRow(4, true)]
    [DataRow(3, null)]
    [DataRow(0, null)]
    public void Run_AllRight_CountsOnlyWhereEnoughFitIntoTheTime(int fits, bool? expected)
    {
        int tried = 0;

        Assert.AreEqual(expected, QuickCpuCheck.Run((_, _) => _right, () => tried >= fits, () => tried++, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Run_OneCrashedOrWrong_IsAnAnswerAtOnce(bool crashed)
    {
        int tried = 0;

        bool? right = QuickCpuCheck.Run(
            (_, _) => tried < 2 ? _right : crashed ? null : _right with { LargestError = 0.5 }, () => tried > 9, () => tried++,
            CancellationToken.None);

        Assert.AreEqual(false, right);
        Assert.AreEqual(2, tried);
    }

    [TestMethod]
    public void Run_Cancelled_HasNoAnswer()
    {
        using var source = new CancellationTokenSource();

        Assert.IsNull(QuickCpuCheck.Run(
            (_, _) =>
            {
                source.Cancel();
                return null;
            }, () => false, () => { }, source.Token));
    }

    [TestMethod]
    [DataRow(900, 100, null, false)]
    [DataRow(1100, 100, null, true)]
    [DataRow(1100, 10, null, false)]
    [DataRow(1100, 10, 112, true)]
    public void IsLong_ByImagesEpochsAndSize(int images, int epochs, int? side, bool expected)
    {
        var options = new AdversarialDistillationTrainer.Options { Epochs = epochs, ImageWidth = side, ImageHeight = side };

        Assert.AreEqual(expected, QuickCpuCheck.IsLong(images, options));
    }
}
