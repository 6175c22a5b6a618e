using AfdMlNet.Cli.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Tests.Cli;

/// <summary>A stock ML.NET model with the columns of 'afd train': an image's first byte is its class, with probability 0.8.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class FirstByteModel : CustomMappingFactory<FirstByteModel.Input, FirstByteModel.Output>
{
    public const string Contract = "AfdTestFirstByte";

    public static readonly string[] Classes = ["ant", "bee", "cow"];

    public static string Save(string path) => Save(path, Classes);

    /// <summary>The same with other names of the classes, of which the mapping knows nothing.</summary>
    public static string Save(string path, string[] classes)
    {
        var mlContext = new MLContext(1);
        IDataView rows = mlContext.Data.LoadFromEnumerable(classes.Select(name => new ImageRow { Label = name, ImageSource = [0] }));
        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(mlContext.Transforms.CustomMapping(new FirstByteModel().GetMapping(), Contract));
        mlContext.Model.Save(pipeline.Fit(rows), rows.Schema, path);
        return path;
    }

    public override Action<Input, Output> GetMapping() => (row, output) =>
    {
        if (row.ImageSource.Length == 0)
            throw new InvalidDataException("The image has no bytes.");
        output.Score = [0.1f, 0.1f, 0.1f];
        output.Score[row.ImageSource[0]] = 0.8f;
        output.PredictedLabel = Classes[row.ImageSource[0]];
    };

    internal sealed class Input
    {
        public byte[] ImageSource { get; set; } = [];
    }

    internal sealed class Output
    {
        [VectorType(3)]
        public float[] Score { get; set; } = [];
        public string PredictedLabel { get; set; } = "";
    }
}
