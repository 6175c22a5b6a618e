using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Data.Archives;
using AfdMlNet.Cli.Export;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Files;

namespace AfdMlNet.Cli.Commands;

/// <summary>The command <c>afd export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL")
        {
            Description =
                "A model.zip of 'afd train', or the folder that it is in; with --onnx also any ML.NET model with one network of AfdMlNet.",
        };
        var calibrate = new Option<string?>("--calibrate")
        {
            Description = "Divide the logits by the temperature that fits these images best, in class folders or below val/: the "
                + "probabilities then agree with how often the model is right. Not those that it was trained on.",
            HelpName = "FOLDER",
        };
        var mlnet = new Option<string?>("--mlnet")
        {
            Description = "With --calibrate: the ML.NET model to write, a .zip or .mlnet.",
            HelpName = "FILE",
        };
        var onnx = new OnnxOptions();
        var modelBuilder = new ModelBuilderOptions();
        var command = new HelpedCommand(
            "export", "Writes a saved model in another form: with --onnx for any runtime, with --model-builder as Model Builder leaves "
                + "one, with --calibrate as sure as it is right.")
        {
            Examples =
            [
                "afd export afd-model --onnx student.onnx",
                "afd export afd-model --onnx student.onnx --half   # half the size",
                "afd export afd-model --model-builder app --name Flowers --project console",
                "afd export afd-model --calibrate photos/val --mlnet calibrated.zip",
            ],
        };
        command.Add(model);
        foreach (Option option in (Option[])[calibrate, mlnet])
            command.Add(option, "Confidence");
        foreach (Option option in onnx.All)
            command.Add(option, "To ONNX");
        foreach (Option option in modelBuilder.All)
            command.Add(option, "To Model Builder");
        command.Validators.Add(result => Check(result, onnx, modelBuilder, calibrate, mlnet));
        command.SetAction(parsed => parsed.GetValue(calibrate) is { } images
            ? Calibrated(parsed, model, images, mlnet, onnx, modelBuilder, terminal)
            : Export(parsed, parsed.GetRequiredValue(model), null, onnx, modelBuilder, terminal));
        return command;
    }

    private static int Calibrated(
        ParseResult parsed, Argument<string> model, string images, Option<string?> mlnet, OnnxOptions onnx,
        ModelBuilderOptions modelBuilder, Terminal terminal)
    {
        using var interruption = Interruption.Listen(terminal, "Stopping: no file is written. Again to end at once.");
        using var temporary = TemporaryFolder.Create(null);
        string copy = Path.Combine(temporary.Path, SavedModel.FileName);
        int code = Calibration.Write(parsed.GetRequiredValue(model), images, copy, terminal, interruption.Token);
        if (parsed.GetValue(mlnet) is { } file)
        {
            using FileStream calibrated = File.OpenRead(copy);
            AtomicFile.Write(file, calibrated.CopyTo);
            terminal.Out.WriteLine($"Wrote '{file}'.");
        }
        if (parsed.GetResult(onnx.File) is not null || parsed.GetResult(modelBuilder.Folder) is not null)
            code = Math.Max(code, Export(parsed, parsed.GetRequiredValue(model), copy, onnx, modelBuilder, terminal));
        return code;
    }

    private static int Export(
        ParseResult parsed, string model, string? calibrated, OnnxOptions onnx, ModelBuilderOptions modelBuilder, Terminal terminal) =>
        parsed.GetResult(onnx.File) is null
            ? ModelBuilderRun.Execute(modelBuilder.Read(parsed, model), terminal, calibrated)
            : ExportRun.Execute(onnx.Read(parsed, calibrated ?? model), terminal);

    private static void Check(
        CommandResult result, OnnxOptions onnx, ModelBuilderOptions modelBuilder, Option<string?> calibrate, Option<string?> mlnet)
    {
        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
        bool toOnnx = Given(onnx.File);
        bool toModelBuilder = modelBuilder.All.Any(Given);
        if (Given(mlnet) && !Given(calibrate))
            result.AddError("--mlnet goes with --calibrate: without it the file would be the model as it is.");
        else if (toOnnx && toModelBuilder)
            result.AddError("--onnx and --model-builder are two exports: give one of them.");
        else if (!toOnnx && !toModelBuilder && !Given(mlnet))
            result.AddError(
                "What to write is missing: give --onnx FILE, --model-builder DIR and --name X, or --calibrate and --mlnet FILE.");
        else if (!toOnnx && onnx.All.Any(Given))
            result.AddError("--opset, --uint8 and --half go with --onnx: give the file to write.");
        else if (toModelBuilder)
            modelBuilder.Check(result);
    }
}
