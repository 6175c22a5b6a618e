using System.CommandLine;
using System.CommandLine.Parsing;
using AfdMlNet.Cli.Export;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;

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
        var onnx = new OnnxOptions();
        var modelBuilder = new ModelBuilderOptions();
        var command = new HelpedCommand(
            "export", "Writes a saved model in another form: with --onnx for any runtime, with --model-builder as Model Builder leaves "
                + "one.")
        {
            Examples =
            [
                "afd export afd-model --onnx student.onnx",
                "afd export afd-model --onnx student.onnx --half   # half the size",
                "afd export afd-model --model-builder app --name Flowers --project console",
            ],
        };
        command.Add(model);
        foreach (Option option in onnx.All)
            command.Add(option, "To ONNX");
        foreach (Option option in modelBuilder.All)
            command.Add(option, "To Model Builder");
        command.Validators.Add(result => Check(result, onnx, modelBuilder));
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            return parsed.GetResult(onnx.File) is null
                ? ModelBuilderRun.Execute(modelBuilder.Read(parsed, path), terminal)
                : ExportRun.Execute(onnx.Read(parsed, path), terminal);
        });
        return command;
    }

    private static void Check(CommandResult result, OnnxOptions onnx, ModelBuilderOptions modelBuilder)
    {
        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
        bool toOnnx = Given(onnx.File);
        bool toModelBuilder = modelBuilder.All.Any(Given);
        if (toOnnx && toModelBuilder)
            result.AddError("--onnx and --model-builder are two exports: give one of them.");
        else if (!toOnnx && !toModelBuilder)
            result.AddError("What to write is missing: give --onnx FILE, or --model-builder DIR and --name X.");
        else if (!toOnnx && onnx.All.Any(Given))
            result.AddError("--opset, --uint8 and --half go with --onnx: give the file to write.");
        else if (toModelBuilder)
            modelBuilder.Check(result);
    }
}
