using System.Globalization;
using System.Text.RegularExpressions;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Tests.Integration;
using AfdMlNet.Tests.Networks;
using Microsoft.ML.OnnxRuntime;

namespace AfdMlNet.Tests.Onnx;

/// <summary>The names, types and shapes of docs/engines.md are those that ONNX Runtime finds in exported files.</summary>
[TestClass]
public sealed partial class EnginesPageTests
{
    private static readonly Lazy<byte[]> _model = new(Model);

    private static readonly string _page = File.ReadAllText(Path.Combine(LocalPackages.Repository(), "docs", "engines.md"));

    private static readonly Dictionary<string, string> _triton = new()
    {
        ["FP32"] = "float32",
        ["UINT8"] = "uint8",
        ["INT64"] = "int64",
    };

    [TestMethod]
    public void Table_OfTensors_IsTheModels()
    {
        string[] rows = [.. TableRows()
            .Matches(_page)
            .Select(row =>
                $"{row.Groups["kind"].Value} {row.Groups["name"].Value} {row.Groups["type"].Value} {row.Groups["shape"].Value}")];
        CollectionAssert.AreEqual(
            (string[])[.. Inputs(OnnxInput.Pixels), .. Inputs(OnnxInput.Bytes), .. Outputs()], rows);
    }

    [TestMethod]
    public void SynapseMl_Dictionaries_NameTheModelsTensors()
    {
        using var session = new InferenceSession(_model.Value);
        CollectionAssert.AreEqual(session.InputMetadata.Keys.ToArray(), Pairs("setFeedDict").Select(pair => pair.Key).ToArray());
        CollectionAssert.AreEquivalent(session.OutputMetadata.Keys.ToArray(), Pairs("setFetchDict").Select(pair => pair.Value).ToArray());
        // One nesting for each axis but the batch's.
        string column = session.InputMetadata["image"].Dimensions.Skip(1).Aggregate("float", (inner, _) => $"array<{inner}>");
        Assert.Contains($"must be `{column}`", _page);
    }

    [TestMethod]
    public void Triton_Configuration_IsTheModels()
    {
        string[] tensors = [.. TritonTensors().Matches(_page).Select(Tensor)];
        CollectionAssert.AreEqual((string[])[.. Inputs(OnnxInput.Pixels), .. Outputs(), .. Inputs(OnnxInput.Bytes)], tensors);
        Assert.Contains("InferInput(\"image\", [1, 3, 32, 32], \"FP32\")", _page);
    }

    [GeneratedRegex(
        @"^\| (?<kind>input|output) `(?<name>\w+)`(?:, after `--uint8`)? \| (?<type>\w+) \| (?<shape>[N\d, ]+?) \|",
        RegexOptions.Multiline)]
    private static partial Regex TableRows();

    [GeneratedRegex(
        @"\{ name: ""(?<name>\w+)"" data_type: TYPE_(?<type>\w+) dims: \[ (?<dims>[\d, ]+) \]"
        + @"(?<none> reshape: \{ shape: \[ \] \})?")]
    private static partial Regex TritonTensors();

    [GeneratedRegex(@"""(\w+)"": ""(\w+)""")]
    private static partial Regex NamePairs();

    /// <summary>Triton's own reading: the batch, then <c>dims</c>, unless they are reshaped to none.</summary>
    private static string Tensor(Match tensor)
    {
        string kind = _page.LastIndexOf(
            "\ninput [", tensor.Index, StringComparison.Ordinal) > _page.LastIndexOf("\noutput [", tensor.Index, StringComparison.Ordinal)
            ? "input"
            : "output";
        string dims = tensor.Groups["none"].Success ? "" : $", {tensor.Groups["dims"].Value}";
        return $"{kind} {tensor.Groups["name"].Value} {_triton[tensor.Groups["type"].Value]} N{dims}";
    }

    private static Dictionary<string, string> Pairs(string setter)
    {
        int start = _page.IndexOf($".{setter}(", StringComparison.Ordinal);
        return NamePairs()
            .Matches(_page[start.._page.IndexOf('}', start)])
            .ToDictionary(pair => pair.Groups[1].Value, pair => pair.Groups[2].Value);
    }

    private static string[] Inputs(OnnxInput input)
    {
        using var session = new InferenceSession(OnnxVariant.Of(_model.Value, new OnnxExportOptions { Input = input }));
        return Described("input", session.InputMetadata);
    }

    private static string[] Outputs()
    {
        using var session = new InferenceSession(_model.Value);
        return Described("output", session.OutputMetadata);
    }

    private static string[] Described(string kind, IReadOnlyDictionary<string, NodeMetadata> tensors) => [.. tensors.Select(tensor =>
        $"{kind} {tensor.Key} {TypeOf(tensor.Value)} {Shape(tensor.Value)}")];

    private static string Shape(NodeMetadata tensor) =>
        string.Join(", ", tensor.Dimensions.Select(side => side < 0 ? "N" : side.ToString(CultureInfo.InvariantCulture)));

    private static string TypeOf(NodeMetadata tensor) => tensor.ElementDataType switch
    {
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => "float32",
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.UInt8 => "uint8",
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64 => "int64",
        var other => other.ToString(),
    };

    private static byte[] Model()
    {
        using StudentModule student = Students.Create("resnet8");
        return StudentOnnx.Write(student, Parity.Spec(32, 32, 3, 10));
    }
}
