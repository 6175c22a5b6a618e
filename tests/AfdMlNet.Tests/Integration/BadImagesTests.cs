using AfdMlNet.Events;
using AfdMlNet.Images;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>Images that cannot be read: all are told at once, or are left out aloud.</summary>
[TestClass]
public sealed class BadImagesTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("afd-test-").FullName;
    private readonly List<string> _findings = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Fit_SeveralBadImages_TellsAllInOneMessage()
    {
        EncodedRow[] rows = DrawnImages.Encoded(8);
        (rows[3].Features, rows[4].Features, rows[20].Features) = ([], [.. "<!DOCTYPE html>"u8], rows[20].Features[..60]);

        string message = Assert.ThrowsExactly<InvalidDataException>(() => Fit(ImportedPictures.Keyed(_ml, rows))).Message;

        StringAssert.StartsWith(message, "3 images that cannot be read:\n- Row 3 (the first is 0): ");
        StringAssert.Contains(message, "\n- Row 4 (the first is 0): ");
        StringAssert.Contains(message, "\n- Row 20 (the first is 0): ");
        StringAssert.EndsWith(message, "Options.BadImages, set to Skip, leaves out what cannot be read.");
    }

    [TestMethod]
    public void Fit_ManyBadImages_NamesTwentyAndCountsTheRest()
    {
        EncodedRow[] rows = DrawnImages.Encoded(16);
        foreach (EncodedRow row in rows[..23])
            row.Features = [1];

        string message = Assert.ThrowsExactly<InvalidDataException>(() => Fit(ImportedPictures.Keyed(_ml, rows))).Message;

        StringAssert.StartsWith(message, "23 images that cannot be read:");
        StringAssert.Contains(message, "Row 19 ");
        StringAssert.Contains(message, "\n- and 3 more\n");
        Assert.IsFalse(message.Contains("Row 20 ", StringComparison.Ordinal), message);
    }

    [TestMethod]
    public void Fit_Skip_TrainsOnTheRestAndCountsClassByClass()
    {
        EncodedRow[] rows = DrawnImages.Encoded(8);
        foreach (EncodedRow row in rows.Where(row => row.Label == "blob"))
            row.Features = row.Features[..30];
        rows[0].Features = [];

        using AdversarialDistillationTransformer model = Fit(ImportedPictures.Keyed(_ml, rows), skip: true);

        Assert.Contains("Left out: 9 images that cannot be read ('across' 1, 'blob' 8, all of that class).", _findings);
        Assert.AreEqual(9, _findings.Count(finding => finding.StartsWith("Left out: Row ", StringComparison.Ordinal)));
        Assert.IsTrue(_findings.Any(finding => finding.StartsWith("No training image has the class 'blob'", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_SkipOfFiles_LeavesOutThoseThatAreNotThere()
    {
        DrawnImages.Write(_folder, DrawnImages.Encoded(8));
        PathRow[] rows = PathRow.Below(_folder);
        IDataView data = ImportedPictures.Keyed(_ml, rows);
        IDataView bytes = _ml.Transforms.LoadRawImageBytes("Features", null, "ImagePath").Fit(data).Transform(data);
        File.Delete(rows[7].ImagePath);
        File.WriteAllBytes(rows[12].ImagePath, []);

        // As ML.NET's threads read ahead, and as one of them alone.
        foreach (IDataView view in (IDataView[])[bytes, _ml.Transforms.CopyColumns("Other", "Label").Fit(bytes).Transform(bytes)])
        {
            _findings.Clear();
            using AdversarialDistillationTransformer model = Fit(view, skip: true);
            Assert.IsTrue(_findings[0].StartsWith("Left out: 2 images that cannot be read (", StringComparison.Ordinal), _findings[0]);
            StringAssert.Contains(_findings[1], $"Row 7 (the first is 0), '{rows[7].ImagePath}': Could not find file");
            StringAssert.Contains(_findings[2], $"Row 12 (the first is 0), '{rows[12].ImagePath}': ");
        }
    }

    [TestMethod]
    public void Fit_BadImagesToValidateOn_AreInTheSameMessage()
    {
        EncodedRow[] rows = DrawnImages.Encoded(8);
        EncodedRow[] others = DrawnImages.Encoded(2);
        (rows[1].Features, others[4].Features) = ([1, 2], [3]);
        IDataView validation = ImportedPictures.Keyed(_ml, others);

        string message = Assert.ThrowsExactly<InvalidDataException>(
            () => Fit(ImportedPictures.Keyed(_ml, rows), validation: validation)).Message;
        using AdversarialDistillationTransformer model = Fit(ImportedPictures.Keyed(_ml, rows), skip: true, validation);

        StringAssert.StartsWith(message, "2 images that cannot be read:\n- Row 1 ");
        StringAssert.Contains(message, "\n- Row 4 ");
        Assert.Contains("Left out: 1 image that cannot be read ('blob' 1).", _findings);
    }

    [TestMethod]
    public void Fit_NoImageThatCanBeRead_SaysSoEvenWithSkip()
    {
        EncodedRow[] rows = DrawnImages.Encoded(2);
        foreach (EncodedRow row in rows)
            row.Features = [7];
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidDataException>(() => Fit(ImportedPictures.Keyed(_ml, rows), skip: true)).Message,
            "No image can be read. \n- Row 0 (the first is 0): ");
    }

    private AdversarialDistillationTransformer Fit(IDataView rows, bool skip = false, IDataView? validation = null) =>
        ImportedPictures.Fit(_ml, rows, options =>
        {
            (options.BadImages, options.ValidationSet) = (skip ? BadImages.Skip : BadImages.Refuse, validation);
            options.Progress = new Listener(
                trainingEvent => _findings.AddRange(trainingEvent is RunFinding finding ? [finding.Message] : []));
        });
}
