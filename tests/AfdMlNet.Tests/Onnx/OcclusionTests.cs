using AfdMlNet.Images;
using AfdMlNet.Onnx;
using AfdMlNet.Scoring;
using Google.Protobuf;
using Onnx;
using SkiaSharp;

namespace AfdMlNet.Tests.Onnx;

[TestClass]
public sealed class OcclusionTests
{
    private const int Side = 32;

    [TestMethod]
    public void Of_NetworkThatLooksAtACorner_FindsIt()
    {
        using var scorer = new BulkScorer(CornerNetwork(), new OnnxDevice());
        OcclusionMap found = scorer.Occlude(Picture(), label: 0);

        Assert.HasCount(8, found.Falls);
        for (int row = 0; row < 8; row++)
        {
            for (int column = 0; column < 8; column++)
            {
                double fall = found.Falls[row][column];
                // Windows are two cells wide: the cells beside the corner are covered together with it.
                if (row < 4 && column < 4)
                    Assert.IsGreaterThan(0.01, fall, $"{row}, {column}");
                else if (row > 4 || column > 4)
                    Assert.AreEqual(0, fall, 1e-6, $"{row}, {column}");
            }
        }
        CollectionAssert.AreEqual(scorer.Decode(Picture()), found.Pixels.ToArray());
    }

    [TestMethod]
    public void Of_TheOtherClass_RisesWhereTheCornerIsCovered()
    {
        using var scorer = new BulkScorer(CornerNetwork(), new OnnxDevice());
        Assert.IsLessThan(-0.02, scorer.Occlude(Picture(), label: 1).Falls[1][1]);
    }

    /// <summary>Bright where the network looks, black elsewhere.</summary>
    private static byte[] Picture()
    {
        using var bitmap = new SKBitmap(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
                bitmap.SetPixel(x, y, x < Side / 2 && y < Side / 2 ? SKColors.White : SKColors.Black);
        }
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The brighter the first quarter, the more the first of two classes.</summary>
    private static byte[] CornerNetwork()
    {
        float[] weights = new float[2 * 3 * Side * Side];
        for (int y = 0; y < Side / 2; y++)
        {
            for (int x = 0; x < Side / 2; x++)
                weights[y * Side + x] = 3f / 255 / (Side * Side / 4);
        }
        var model = new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
            Graph = new GraphProto
            {
                Name = "corner",
                Input =
                {
                    OnnxProto.Floats(OnnxNames.Image, OnnxProto.Dimension("N"), OnnxProto.Dimension(3), OnnxProto.Dimension(Side),
                        OnnxProto.Dimension(Side)),
                },
                Output = { StudentOnnx.Outputs(OnnxProto.Dimension(2)) },
                Initializer = { OnnxProto.Tensor("weight", weights, 2, 3, Side, Side) },
                Node =
                {
                    OnnxProto.Node("Conv", "conv", [OnnxNames.Image, "weight"], "conv"),
                    OnnxProto.Node("Flatten", OnnxNames.Logits, ["conv"], OnnxNames.Logits),
                    OnnxProto.Node("Softmax", OnnxNames.Probabilities, [OnnxNames.Logits], OnnxNames.Probabilities),
                    OnnxProto.Node("ArgMax", OnnxNames.Label, [OnnxNames.Logits], OnnxNames.Label, OnnxProto.Int("axis", 1),
                        OnnxProto.Int("keepdims", 0)),
                },
            },
        };
        OnnxMetadata.Set(model, OnnxNames.ClassNames, """["bright", "dark"]""");
        OnnxMetadata.Set(model, OnnxNames.ImageColumn, "encoded");
        OnnxMetadata.Set(model, OnnxNames.ImageFit, nameof(ImageFit.Stretch));
        OnnxMetadata.Set(model, OnnxNames.Layout, OnnxNames.Planar);
        return model.ToByteArray();
    }
}
