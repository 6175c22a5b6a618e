using AfdMlNet.Images;
using AfdMlNet.Tests.Images.Samples;
using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;
using Onnx;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class EncodedImageStepsTests
{
    private static readonly ImageShape _shape = new(3, 2);

    [TestMethod]
    public void Steps_SameSize_GivePlanarPixels()
    {
        MLContext ml = new(1);
        byte[] rgb = Pictures.Rgb(3, 2);
        IDataView data = ml.Data.LoadFromEnumerable([new Row { Bytes = Pictures.Png(rgb, 3, 2) }]);

        IDataView pixels = Steps(ml).Fit(data).Transform(data);

        VectorDataViewType type = (VectorDataViewType)pixels.Schema["pixels"].Type;
        Assert.AreEqual("3,2,3", string.Join(",", type.Dimensions));
        CollectionAssert.AreEqual(Planar(rgb), pixels.GetColumn<float[]>("pixels").Single());
    }

    [TestMethod]
    public void Steps_SavedAndLoaded_ScoreThroughOnnxInPredictionEngine()
    {
        MLContext ml = new(1);
        IDataView data = ml.Data.LoadFromEnumerable([new Row { Bytes = Pictures.Png(3, 2) }]);
        ITransformer model = Steps(ml)
            .Append(ml.Transforms.ApplyOnnxModel(
                ["Score"], ["pixels"], new MemoryStream(SumOfPixels()), new Dictionary<string, int[]>(), recursionLimit: 100))
            .Append(ml.Transforms.DropColumns([.. EncodedImageSteps.TemporaryColumns, "pixels"]))
            .Fit(data);
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        if (Environment.GetEnvironmentVariable("AFD_KEEP_MODEL") is { } path)
            File.WriteAllBytes(path, file.ToArray());

        MLContext other = new(2);
        using PredictionEngine<Row, Sum> engine = other.Model.CreatePredictionEngine<Row, Sum>(other.Model.Load(file, out _));

        for (int seed = 0; seed < 5; seed++)
        {
            byte[] rgb = Pictures.Rgb(3, 2, seed);
            Assert.AreEqual(rgb.Sum(value => value), engine.Predict(new Row { Bytes = Pictures.Png(rgb, 3, 2) }).Score[0]);
        }
    }

    [TestMethod]
    public void Steps_ManyRowsAndReaders_KeepRowsApart()
    {
        MLContext ml = new(1);
        byte[][] pictures = [.. Enumerable.Range(0, 600).Select(seed => Pictures.Rgb(3, 2, seed))];
        IDataView data = ml.Data.LoadFromEnumerable(pictures.Select(rgb => new Row { Bytes = Pictures.Png(rgb, 3, 2) }).ToArray());
        IDataView pixels = Steps(ml).Fit(data).Transform(data);

        Parallel.For(0, 4, _ =>
        {
            int row = 0;
            foreach (float[] values in pixels.GetColumn<float[]>("pixels"))
                CollectionAssert.AreEqual(Planar(pictures[row++]), values);
            Assert.AreEqual(600, row);
        });
    }

    [TestMethod]
    public void Steps_OnlyOtherColumnsRead_DecodeNothing()
    {
        MLContext ml = new(1);
        IDataView data = ml.Data.LoadFromEnumerable([new Row { Bytes = [1, 2, 3] }]);
        IDataView pixels = Steps(ml).Fit(data).Transform(data);

        Assert.AreEqual("any", pixels.GetColumn<string>("Name").Single());
        Exception error = Assert.Throws<Exception>(() => pixels.GetColumn<float[]>("pixels").Single());
        StringAssert.Contains(error.ToString(), "The 3 bytes are not the beginning of a PNG");
    }

    private static IEstimator<ITransformer> Steps(MLContext ml) =>
        EncodedImageSteps.Create(ml.Transforms, nameof(Row.Bytes), _shape, ImageFit.Crop, "pixels");

    private static float[] Planar(byte[] rgb) =>
        [.. Enumerable.Range(0, 3).SelectMany(channel => rgb.Where((_, i) => i % 3 == channel).Select(value => (float)value))];

    private static byte[] SumOfPixels()
    {
        GraphProto graph = new() { Name = "sum" };
        graph.Node.Add(new NodeProto { OpType = "ReduceSum", Name = "sum", Input = { "pixels", "axes" }, Output = { "summed" } });
        graph.Node.Add(new NodeProto { OpType = "Reshape", Name = "flat", Input = { "summed", "one" }, Output = { "Score" } });
        graph.Initializer.Add(new TensorProto { Name = "axes", DataType = 7, Dims = { 3 }, Int64Data = { 1, 2, 3 } });
        graph.Initializer.Add(new TensorProto { Name = "one", DataType = 7, Dims = { 1 }, Int64Data = { 1 } });
        graph.Input.Add(Value("pixels", 1, 3, 2, 3));
        graph.Output.Add(Value("Score", 1));
        ModelProto model = new() { IrVersion = 8, ProducerName = "test", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model.ToByteArray();
    }

    private static ValueInfoProto Value(string name, params long[] dimensions)
    {
        TensorShapeProto shape = new();
        foreach (long dimension in dimensions)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = dimension });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape }
            },
        };
    }

    private sealed class Row
    {
        public byte[] Bytes { get; set; } = [];

        public string Name { get; set; } = "any";
    }

    private sealed class Sum
    {
        public float[] Score { get; set; } = [];
    }
}
