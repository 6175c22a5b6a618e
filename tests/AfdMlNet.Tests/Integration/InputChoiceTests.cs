using AfdMlNet.Events;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>What a run says of its input and of its validation before it trains.</summary>
[TestClass]
public sealed class InputChoiceTests
{
    private readonly MLContext _ml = new(1);
    private readonly List<string> _said = [];

    [TestMethod]
    public void Fit_OneOddPictureAmongMany_SaysWhichInputItIsAndWhy()
    {
        EncodedRow[] rows = DrawnImages.Encoded(100);
        rows[271].Features = DrawnImages.Encoded(1, side: 17)[0].Features;

        Fit(rows);

        Assert.AreEqual(
            "The images share no size: the first is 16x16, and row 271 (the first is 0), is not. So the input is 8x8, which small is made "
            + "for. ImageWidth and ImageHeight (--size) choose otherwise.", _said[0]);
        Assert.AreEqual("started 8x8x3", _said[1]);
    }

    [TestMethod]
    public void Fit_ImagesThatShareASize_SaysNothing()
    {
        Fit(DrawnImages.Encoded(8));
        Assert.AreEqual("started 16x16x3", _said[0]);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(64)]
    public void Fit_InputFarLargerThanTheNetworks_SaysMemoryAndTimeFirst(int? asked)
    {
        Fit(DrawnImages.Encoded(4, side: asked is null ? 64 : 16), options => options.ImageWidth = options.ImageHeight = asked);

        // 4 channels of 32x32 values, after convolution, batch norm and ReLU, twice: 96 KiB for each of 12 images in each of 2 networks.
        StringAssert.StartsWith(
            _said[0], "The input is 64x64x3, 64 times the area that small is made for (8x8): a batch of 12 takes about 2 MiB, and a step "
            + "about 64 times as long. ");
        Assert.AreEqual("started 64x64x3", _said[1]);
    }

    [TestMethod]
    public void Fit_ClassesThatHoldBackNoImage_AreNamed()
    {
        EncodedRow[] rows = DrawnImages.Encoded(12);
        Fit([.. rows.Where(row => row.Label != "blob"), .. rows.Where(row => row.Label == "blob").Take(3)],
            options => options.ValidationFraction = 0.1);
        StringAssert.StartsWith(_said[0], "No image of 'blob' is held back to validate on, as the fraction of so few rounds to none: no "
            + "validation figure counts it. ");

        _said.Clear();
        Fit(DrawnImages.Encoded(4), options => options.ValidationFraction = 0.1);
        StringAssert.StartsWith(_said[0], "No image of 'across', 'blob', 'down' is held back to validate on, as the fraction of so few "
            + "rounds to none: nothing is validated, and the last epoch's weights are kept. ");
    }

    private void Fit(EncodedRow[] rows, Action<AdversarialDistillationTrainer.Options>? change = null) =>
        ImportedPictures.Fit(_ml, ImportedPictures.Keyed(_ml, rows), options =>
        {
            options.Progress = new Listener(trainingEvent => _said.AddRange(trainingEvent switch
            {
                RunFinding finding => [finding.Message],
                RunStarted started => [$"started {started.Input}"],
                _ => [],
            }));
            change?.Invoke(options);
        }).Dispose();
}
