using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Tests.Distributed;
using Microsoft.ML;

namespace AfdMlNet.Tests.Checkpoints;

[TestClass]
public sealed class RunIdentityTests
{
    private const int Images = 600;
    private const int Replaced = 40;

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Of_OptionsOfTheMachine_AreNotInIt()
    {
        using var builder = new ImageSetBuilder(new ImageShape(2, 2), 2, long.MaxValue, folder: null);
        builder.Add(new byte[12], 0);
        using ImageSet images = builder.Build();
        SortedDictionary<string, string> Identity(AdversarialDistillationTrainer.Options options) =>
            RunIdentity.Of(options, 1, images, 1, validationSet: null);

        SortedDictionary<string, string> usual = Identity(new());

        CollectionAssert.AreEqual(usual, Identity(new() { GpuDeviceIds = [0, 1], FallbackToCpu = true, Threads = 3 }));
        CollectionAssert.AreEqual(usual, Identity(new() { GpuDeviceId = 1 }));
        CollectionAssert.AreNotEqual(usual, Identity(new() { Epochs = 7 }));
    }

    [TestMethod]
    public void Of_AnyOneOf600ImagesReplaced_Differs()
    {
        EncodedRow[] rows = DrawnImages.Encoded(Images / 3);
        string whole = Identity(rows);
        var random = new Random(5);
        int[] places = [.. Enumerable.Range(0, Images).OrderBy(_ => random.Next()).Take(Replaced)];

        string[] others = [.. places.Select(place => Identity(With(rows, place, rows[(place + 4) % Images].Features)))];

        Assert.AreEqual(whole, Identity(rows));
        Assert.AreEqual(Replaced, others.Count(other => other != whole));
        Assert.AreEqual(Replaced, others.Distinct().Count());
    }

    [TestMethod]
    public void Of_ImageOfTheValidationSetReplaced_Differs()
    {
        EncodedRow[] rows = DrawnImages.Encoded(2);
        EncodedRow[] validation = DrawnImages.Encoded(100, seed: 2);
        string whole = Identity(rows, validation);

        foreach (int place in (int[])[0, 1, 150, 299])
            Assert.AreNotEqual(whole, Identity(rows, With(validation, place, validation[(place + 7) % 300].Features)), $"{place}");
        Assert.AreNotEqual(whole, Identity(rows));
        Assert.AreNotEqual(Identity(rows, rows), Identity(rows));
    }

    [TestMethod]
    public void Of_OneOnDiskOneOfAnotherClassOrTwoThatChangedPlaces_Differs()
    {
        EncodedRow[] rows = DrawnImages.Encoded(3);
        string whole = Identity(rows);
        EncodedRow[] swapped = [rows[3], .. rows[1..3], rows[0], .. rows[4..]];
        EncodedRow[] renamed = [.. rows];
        renamed[4] = new() { Label = rows[5].Label, Features = rows[4].Features };

        Assert.AreNotEqual(whole, Identity(swapped));
        Assert.AreNotEqual(whole, Identity(renamed));
        Assert.AreEqual(whole, Identity(rows, memory: 0));
        Assert.AreNotEqual(whole, Identity(With(rows, 8, rows[0].Features), memory: 0));
    }

    [TestMethod]
    public void Of_ValidationSetWithKeysInAnotherOrder_IsTheSame()
    {
        EncodedRow[] rows = DrawnImages.Encoded(3);
        IDataView reversed = _ml.Data.LoadFromEnumerable(rows.Reverse());
        IDataView other = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(reversed).Transform(_ml.Data.LoadFromEnumerable(rows));

        Assert.AreEqual(Identity(rows, rows), Identity(rows, other));
    }

    [TestMethod]
    public void Of_WeightsOfTheSameNameWithOtherContent_Differs()
    {
        string path = Path.GetTempFileName();
        try
        {
            IStudentNetwork[] students = [StudentNetworks.CifarResNet(8).WithWeights(path), StudentNetworks.CifarResNet(14)];
            using var builder = new ImageSetBuilder(new ImageShape(2, 2), 2, long.MaxValue, folder: null);
            using ImageSet images = builder.Build();
            string Identity() =>
                string.Join('\n', RunIdentity.Of(new() { Students = students }, 1, images, 1, validationSet: null));
            string before = Identity();
            File.WriteAllBytes(path, [1]);

            Assert.AreNotEqual(before, Identity());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    [DataRow(false, 1)]
    [DataRow(false, 599)]
    [DataRow(true, 1)]
    public void Check_SecondProcessHasAnotherImage_IsRefusedWithWhatDiffers(bool inValidation, int place)
    {
        EncodedRow[] rows = DrawnImages.Encoded(Images / 3);
        EncodedRow[] other = With(rows, place, rows[(place + 4) % Images].Features);

        string[] refusals = ThreadGroup.Run(2, group =>
        {
            bool isOther = group.Rank == 1;
            IReadOnlyDictionary<string, string> identity =
                IdentityOf(!inValidation && isOther ? other : rows, Keyed(inValidation && isOther ? other : rows));
            return Assert.ThrowsExactly<ArgumentException>(() => RunConsistency.Check(group, identity)).Message;
        });

        Assert.Contains(inValidation ? "- validation set was 600 of 16x16x3" : "- images was 600 of 16x16x3", refusals[1]);
    }

    private static EncodedRow[] With(EncodedRow[] rows, int place, byte[] image)
    {
        EncodedRow[] others = [.. rows];
        others[place] = new() { Label = rows[place].Label, Features = image };
        return others;
    }

    private IDataView Keyed(EncodedRow[] rows) => DrawnImages.Keyed(_ml, rows);

    private string Identity(EncodedRow[] rows, EncodedRow[]? validation = null, long memory = long.MaxValue) =>
        string.Join('\n', IdentityOf(rows, validation is null ? null : Keyed(validation), memory));

    private string Identity(EncodedRow[] rows, IDataView validation) => string.Join('\n', IdentityOf(rows, validation));

    private IReadOnlyDictionary<string, string> IdentityOf(EncodedRow[] rows, IDataView? validation, long memory = long.MaxValue)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
            BatchSize = 4,
            ValidationSet = validation,
            ImageMemoryLimit = memory,
        };
        using TrainingImages images = TrainingImages.Read(Keyed(rows), options, 1, _ => { });
        return images.Identity(options, 1);
    }
}
