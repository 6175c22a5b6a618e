using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Output;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Scoring;

/// <summary>What <c>afd evaluate</c> was asked for.</summary>
internal sealed record EvaluateSettings(
    string Model, string Folder, string? Workspace, bool Json, string? Report = null, bool SkipBad = false);

/// <summary>The work of <c>afd evaluate</c>.</summary>
internal static class EvaluateRun
{
    public static int Execute(EvaluateSettings settings, Terminal terminal, CancellationToken cancellation = default)
    {
        using SavedModel model = SavedModel.Load(settings.Model);
        using DataFolder data = DataFolder.Open(settings.Folder, settings.Workspace, cancellation);
        ImageSet set = EvaluationData.Known(EvaluationData.Read(data, cancellation), model.Classes, terminal);
        terminal.Tell(data.PassedOver);
        Display display = Display.For(terminal, settings.Json);
        Evaluation evaluation = display.Run(() => Evaluator.Evaluate(model, set, display, cancellation));
        if (settings.Json)
            JsonLines.Write(terminal.Out, "evaluated", evaluation, ScoringJson.Default.Evaluation);
        else
            EvaluationText.Write(terminal.Out, evaluation);
        if (settings.Report is { } report)
            Write(report, settings.Model, evaluation);
        return EvaluationText.TellUnread(terminal, data, evaluation, settings.SkipBad);
    }

    private static void Write(string report, string model, Evaluation evaluation)
    {
        try
        {
            string file = SavedModel.FileOf(model);
            new EvaluationReport { Model = file, Test = ReportedTest.Of(evaluation, file) }.Write(report);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The report '{report}' cannot be written: {error.Message}", cause: error);
        }
    }
}
