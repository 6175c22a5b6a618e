using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Files;
using AfdMlNet.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace AfdMlNet.Cli.Export;

/// <summary>What <c>afd export</c> was asked for.</summary>
internal sealed record ExportSettings(string Model, string Output, int? Opset, bool Bytes, bool Half);

/// <summary>The work of <c>afd export</c>.</summary>
internal static class ExportRun
{
    public static int Execute(ExportSettings settings, Terminal terminal)
    {
        OnnxExportOptions options = Options(settings);
        string model = SavedModel.FileOf(settings.Model);
        byte[] graph = SavedModelGraph.Read(model, options);
        CheckRuns(graph, model);
        AtomicFile.Write(settings.Output, stream => stream.Write(graph));
        string input = options.Input == OnnxInput.Bytes ? "bytes, N x H x W x C" : "float";
        terminal.Out.WriteLine(
            $"Wrote '{settings.Output}': operator set {options.Opset}, input {input}, {(options.HalfPrecision ? "half" : "full")} "
                + $"precision, {graph.Length >> 10} KiB.");
        return ExitCode.Success;
    }

    /// <summary>Whoever is given the file will load it: what ONNX Runtime refuses is not written.</summary>
    private static void CheckRuns(byte[] graph, string model)
    {
        try
        {
            using var session = new InferenceSession(graph);
        }
        catch (OnnxRuntimeException error)
        {
            throw new CliException($"The graph in '{model}' is refused by ONNX Runtime: {PlainText.Of(error.Message)}", cause: error);
        }
    }

    private static OnnxExportOptions Options(ExportSettings settings)
    {
        var options = new OnnxExportOptions { HalfPrecision = settings.Half, Input = settings.Bytes ? OnnxInput.Bytes : OnnxInput.Pixels };
        options.Opset = settings.Opset ?? options.Opset;
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException error)
        {
            throw new CliException(error.Message, ExitCode.Usage, error);
        }
    }
}
