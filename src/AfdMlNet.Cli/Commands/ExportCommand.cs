using System.CommandLine;
using AfdMlNet.Cli.Export;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL")
        {
            Description = "A model.zip of 'afd train', the folder that it is in, or any ML.NET model (.zip, .mlnet) with one network of AfdMlNet.",
        };
        var output = new Option<string>("--onnx") { Description = "The file to write.", HelpName = "FILE", Required = true };
        Option<int?> opset = NumberOption.Whole("--opset", "N", "Version of the ONNX operator set, 13 to 22. Default 17.", 1);
        var bytes = new Option<bool>("--uint8") { Description = "Take bytes, N x height x width x channels, in place of floats, N x channels x height x width." };
        var half = new Option<bool>("--half") { Description = "Weights and arithmetic in 16-bit floats; inputs and outputs stay as they are." };
        var command = new Command("export", "Writes a saved model as ONNX, for any runtime: normalisation inside, class names in the metadata.")
        {
            model, output, opset, bytes, half,
        };
        command.SetAction(parsed => ExportRun.Execute(
            new(parsed.GetRequiredValue(model), parsed.GetRequiredValue(output), parsed.GetValue(opset), parsed.GetValue(bytes), parsed.GetValue(half)),
            terminal));
        return command;
    }
}
