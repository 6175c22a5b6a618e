using System.CommandLine;
using AfdMlNet.Cli.Export;

namespace AfdMlNet.Cli.Commands;

/// <summary>The options of <c>afd export --onnx</c>: a table.</summary>
internal sealed class OnnxOptions
{
    public Option<string?> File { get; } = new("--onnx") { Description = "ONNX file to write.", HelpName = "FILE" };

    public Option<int?> Opset { get; } = NumberOption.Whole("--opset", "N", "Version of the ONNX operator set, 13 to 22. Default 17.", 1);

    public Option<bool> Bytes { get; } = new("--uint8")
    {
        Description = "Take bytes, N x height x width x channels, in place of floats, N x channels x height x width.",
    };

    public Option<bool> Half { get; } = new("--half")
    {
        Description = "Weights and arithmetic in 16-bit floats; inputs and outputs stay as they are.",
    };

    public IEnumerable<Option> All => [File, Opset, Bytes, Half];

    public ExportSettings Read(ParseResult parsed, string model) =>
        new(model, parsed.GetRequiredValue(File)!, parsed.GetValue(Opset), parsed.GetValue(Bytes), parsed.GetValue(Half));
}
