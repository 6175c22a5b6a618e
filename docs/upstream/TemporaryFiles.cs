#:package Microsoft.ML@5.0.1
#:package Microsoft.ML.OnnxTransformer@5.0.1
#:package Microsoft.ML.OnnxRuntime@1.31.1
#:property PublishAot=false
// ML.NET 5.0.1: an ONNX step that is made from a stream leaves its graph in the temporary folder, Dispose or not.
using Microsoft.ML;
using Microsoft.ML.Data;

// y = Identity(x), one float: opset 13.
byte[] graph = Convert.FromBase64String(
    "CAc6PwoQCgF4EgF5IghJZGVudGl0eRIBZ1oTCgF4Eg4KDAgBEggKAggBCgIIAWITCgF5Eg4KDAgBEggKAggBCgIIAUICEA0=");
string folder = Directory.CreateTempSubdirectory("onnx-").FullName;
var context = new MLContext { TempFilePath = folder };
IDataView rows = context.Data.LoadFromEnumerable(new Row[] { new() });
for (int i = 0; i < 3; i++)
{
    using var stream = new MemoryStream(graph);
    using var step = context.Transforms.ApplyOnnxModel("y", "x", stream).Fit(rows);
    step.Transform(rows).GetColumn<float[]>("y").First();
}
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine($"{Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length} files are left of 3 steps that were disposed.");

internal sealed class Row
{
    [VectorType(1, 1)]
    public float[] x { get; set; } = [1];
}
