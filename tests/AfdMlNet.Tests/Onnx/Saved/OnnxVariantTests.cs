using AfdMlNet.Files;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using AfdMlNet.Tests.Networks;
using Onnx;

namespace AfdMlNet.Tests.Onnx;

[TestClass]
public sealed class OnnxVariantTests
{
    /// <summary>Largest difference of a probability in half precision.</summary>
    private const float HalfTolerance = 0.02f;

    private const int Side = 32;
    private const int Length = 3 * Side * Side;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(13, OnnxInput.Pixels, false)]
    [DataRow(13, OnnxInput.Bytes, true)]
    [DataRow(15, OnnxInput.Pixels, true)]
    [DataRow(17, OnnxInput.Bytes, false)]
    [DataRow(20, OnnxInput.Pixels, true)]
    [DataRow(22, OnnxInput.Bytes, true)]
    [DataRow(22, OnnxInput.Bytes, false)]
    public void Variant_OfAnyForm_ScoresAsTheDefaultDoes(int opset, OnnxInput input, bool half)
    {
        foreach (string network in (string[])["resnet8", "wrn10-1", "resnet18"])
        {
            byte[] model = Written(network), pixels = RandomBytes(5);
            var options = new OnnxExportOptions { Opset = opset, Input = input, HalfPrecision = half };
            byte[] variant = OnnxVariant.Of(model, options);
            Assert.AreEqual(opset, GraphChecker.Check(variant).OpsetImport.Single().Version);
            AssertNear(Run(model, OnnxInput.Pixels, pixels), Run(variant, input, pixels), half ? HalfTolerance : 1e-4f, network);
        }
    }

    [TestMethod]
    public void Bytes_OfInterleavedOrScaledPixels_ScoreAsTheDefaultDoes()
    {
        using StudentModule student = Students.Trained(Students.Create("resnet8"));
        OnnxModelSpec spec = Parity.Spec(Side, Side, 3, 10);
        byte[] pixels = RandomBytes(4);
        OnnxRun expected = Run(StudentOnnx.Write(student, spec), OnnxInput.Pixels, pixels);
        var scale = new PixelScale(1 / 127.5f, -1);
        OnnxModelSpec scaled = spec with
        {
            PixelScale = scale,
            Mean = [.. spec.Mean.Select(mean => mean * scale.Scale + scale.Offset)],
            StandardDeviation = [.. spec.StandardDeviation.Select(deviation => deviation * scale.Scale)],
        };
        foreach (OnnxModelSpec other in (OnnxModelSpec[])[spec with { Interleaved = true }, scaled, scaled with { Interleaved = true }])
        {
            foreach (bool half in (bool[])[false, true])
            {
                byte[] variant = OnnxVariant.Of(
                    StudentOnnx.Write(student, other), new OnnxExportOptions { Input = OnnxInput.Bytes, HalfPrecision = half });
                GraphChecker.Check(variant);
                AssertNear(expected, Run(variant, OnnxInput.Bytes, pixels), half ? HalfTolerance : 1e-4f, other.ToString());
            }
        }
    }

    [TestMethod]
    public void Half_OfAnEnsemble_ScoresAsTheDefaultDoes()
    {
        byte[] ensemble = EnsembleGraph.From([Written("resnet8"), Written("wrn10-1")]), pixels = RandomBytes(4);
        byte[] variant = OnnxVariant.Of(ensemble, new OnnxExportOptions { Input = OnnxInput.Bytes, HalfPrecision = true });
        GraphChecker.Check(variant);
        AssertNear(Run(ensemble, OnnxInput.Pixels, pixels), Run(variant, OnnxInput.Bytes, pixels), HalfTolerance, "ensemble");
    }

    [TestMethod]
    [DataRow("resnet8")]
    [DataRow("wrn10-1")]
    public void Half_OnPhotographs_GivesTheSameLabelsButForNearTies(string network)
    {
        byte[] pixels = [.. SharedData.Pixels("cifar100-10c-mini-png.zip", 500).Select(value => (byte)value)];
        byte[] model = Written(network);
        byte[] half = OnnxVariant.Of(model, new OnnxExportOptions { Input = OnnxInput.Bytes, HalfPrecision = true });
        byte[] bytes = OnnxVariant.Of(model, new OnnxExportOptions { Input = OnnxInput.Bytes });
        OnnxRun expected = Run(model, OnnxInput.Pixels, pixels), narrow = Run(half, OnnxInput.Bytes, pixels);
        AssertNear(expected, Run(bytes, OnnxInput.Bytes, pixels), 1e-4f, network);
        AssertNear(expected, narrow, HalfTolerance, network);
        int same = expected.Labels.Zip(narrow.Labels).Count(pair => pair.First == pair.Second);
        TestContext.WriteLine($"{network}: {same} of {expected.Labels.Length} labels are the same.");
        Assert.IsGreaterThanOrEqualTo(0.99 * expected.Labels.Length, same);
    }

    [TestMethod]
    public void Half_IsHalfTheSize_AndSaysSo()
    {
        byte[] model = Written("resnet18");
        byte[] half = OnnxVariant.Of(model, new OnnxExportOptions { HalfPrecision = true });
        Assert.IsLessThan(0.51 * model.Length, half.Length);
        Assert.AreEqual("float16", OnnxMetadata.Read(ModelProto.Parser.ParseFrom(half), OnnxNames.Precision));
    }

    [TestMethod]
    public void Half_WeightBeyondItsRange_IsRefused()
    {
        using StudentModule student = Students.Create("resnet8");
        using (TorchSharp.torch.no_grad())
            student.Classifier.weight.fill_(70_000);
        byte[] model = StudentOnnx.Write(student, Parity.Spec(Side, Side, 3, 10));
        var error =
            Assert.ThrowsExactly<NotSupportedException>(() => OnnxVariant.Of(model, new OnnxExportOptions { HalfPrecision = true }));
        StringAssert.Contains(error.Message, "65504");
    }

    [TestMethod]
    public void Defaults_ChangeNothing() =>
        Assert.AreEqual(ModelProto.Parser.ParseFrom(Written("resnet8")),
            ModelProto.Parser.ParseFrom(OnnxVariant.Of(Written("resnet8"), new OnnxExportOptions())));

    [TestMethod]
    public void Options_OutOfRange_AreAllListed()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() =>
            OnnxVariant.Of(Written("resnet8"), new OnnxExportOptions { Opset = 12, Input = (OnnxInput)9 }));
        Assert.AreEqual(
            """
            The options of the ONNX export are not valid:
            - Opset is 12: 13 to 22, 17 suits most runtimes.
            - Input is 9: OnnxInput.Pixels or OnnxInput.Bytes.
            """.ReplaceLineEndings("\n"),
            error.Message);
    }

    [TestMethod]
    public void ExportOnnx_Metadata_SaysHowTheModelCameToBe()
    {
        using var folder = new Cli.ScratchFolder();
        TinyModel.Student.ExportOnnx(folder["student.onnx"], new OnnxExportOptions { Input = OnnxInput.Bytes });
        ModelProto model = GraphChecker.Check(File.ReadAllBytes(folder["student.onnx"]));
        (string Key, string Value)[] expected =
        [
            (OnnxNames.ClassNames, "[\"across\",\"blob\",\"down\"]"), (OnnxNames.InputShape, "16x16x3"), (OnnxNames.Layout, "NHWC"),
            (OnnxNames.InputType, "uint8"), (OnnxNames.Precision, "float32"), (OnnxNames.PixelScale, "[1,0]"), ("student", "small"),
            ("ring", "small,peer"), ("method", "afd"), (OnnxNames.ImageColumn, "encoded"), (OnnxNames.ImageFit, "crop"),
            (OnnxNames.LibraryVersion, LibraryVersion.Text),
        ];
        foreach ((string key, string value) in expected)
            Assert.AreEqual(value, OnnxMetadata.Read(model, key), ignoreCase: true, key);
        Assert.IsNotNull(OnnxMetadata.Read(model, "kept_epoch"));
        CollectionAssert.AreEqual(new[] { "student.onnx" }, folder.Files());
    }

    private static byte[] Written(string network)
    {
        using StudentModule student = Students.Trained(Students.Create(network));
        return StudentOnnx.Write(student, Parity.Spec(Side, Side, 3, 10));
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count * Length];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    // Pixels are N x H x W x C.
    private static OnnxRun Run(byte[] model, OnnxInput input, byte[] pixels)
    {
        using var session = new BatchSession(model, new OnnxDevice());
        int count = pixels.Length / Length;
        BatchScores scores = input == OnnxInput.Bytes ? session.Run(pixels, count) : session.Run(Planar(pixels), count);
        return new OnnxRun([], scores.Scores, scores.Labels);
    }

    private static float[] Planar(byte[] pixels)
    {
        float[] planar = new float[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int image, int rest) = Math.DivRem(i, Length);
            (int pixel, int channel) = Math.DivRem(rest, 3);
            planar[(image * Length) + (channel * Side * Side) + pixel] = pixels[i];
        }
        return planar;
    }

    private void AssertNear(OnnxRun expected, OnnxRun found, float tolerance, string what)
    {
        Assert.HasCount(expected.Probabilities.Length, found.Probabilities);
        float difference = expected.Probabilities.Zip(found.Probabilities, (one, other) => Math.Abs(one - other)).Max();
        TestContext.WriteLine($"{what}: {difference:E2}");
        Assert.IsLessThanOrEqualTo(tolerance, difference, what);
    }
}
