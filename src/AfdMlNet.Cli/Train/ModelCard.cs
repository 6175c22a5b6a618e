using System.Globalization;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Scoring;
using AfdMlNet.Events;
using AfdMlNet.Reporting;

namespace AfdMlNet.Cli.Train;

/// <summary>
/// model-card.md: what whoever gets the model has to know of it, in the form that Hugging Face reads (Mitchell et al. 2019, "Model Cards
/// for Model Reporting"). It says nothing that the run does not know.
/// </summary>
/// <param name="Report">The run.</param>
/// <param name="Data">The images.</param>
/// <param name="Evaluation">The test; null without one.</param>
internal sealed record ModelCard(RunReport Report, TrainingData Data, Evaluation? Evaluation)
{
    public const string FileName = "model-card.md";

    private const int MostClasses = 50, FewImages = 50;

    private StudentInfo Student => Report.Run.Students[Report.Run.DeployedStudent];

    private StudentOutcome Outcome => Report.History.Students[Report.Run.DeployedStudent];

    public void Write(string path) => File.WriteAllText(path, string.Join('\n', Lines()) + "\n");

    internal IEnumerable<string> Lines() =>
    [
        "---", "pipeline_tag: image-classification", "library_name: ml.net", "tags: [onnx, ml.net, knowledge-distillation]", "---", "",
        $"# {Student.Name} for {Format.Count(Report.Run.ClassNames.Count, "class")}", "",
        .. How(), "", "## How good", "", HowGood(), "", .. Classes(), "## Data", "", .. Images(), "", "## Training", "", .. Training(), "",
        "## Limits", "", .. Limits(), "", "## Unknown", "",
        "* Where the images come from, under which licence, and who is in them: whoever trained the model has to say so.",
        "* What it should not be used for.",
    ];

    private IEnumerable<string> How() =>
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"An image classifier with {Student.Parameters:N0} weights for images of {Report.Run.Input.Width}x{Report.Run.Input.Height} "
                + $"pixels; others are brought to that size."),
        "", "```", $"afd score {SavedModel.FileName} IMAGE", "```", "",
        $"`{SavedModel.FileName}` is an ML.NET model (`mlContext.Model.Load`), `student.onnx` the same for any runtime that reads ONNX.",
    ];

    private string HowGood() => Evaluation is not null
        ? $"{Verdict.Of(Evaluation).Text("test image")} Mean of the classes {Format.Percent(Evaluation.MacroAccuracy)}, log-loss "
            + string.Create(CultureInfo.InvariantCulture, $"{Evaluation.LogLoss:F3}.")
        : Outcome.KeptValidationAccuracy is { } accuracy && Report.Run.ValidationImages > 0
            ? Verdict.Of(accuracy, Report.Run.ValidationImages, Data.Validation ?? Data.Training).Text("validation image")
                + " They chose the epoch too; there was no test."
            : "Not measured: there were neither test nor validation images.";

    private IEnumerable<string> Classes() => Evaluation is null
        ? []
        :
        [
            "| class | test images | found | precision |", "|---|---|---|---|",
            .. Evaluation.Classes.Where(row => row.Images > 0).OrderBy(row => row.Accuracy).Take(MostClasses).Select(row =>
                $"| {Cell(row.Class)} | {row.Images} | {Format.Percent(row.Accuracy)} | {Format.Percent(row.Precision)} |"),
            "",
        ];

    private IEnumerable<string> Images()
    {
        yield return $"{Format.Count(Report.Run.TrainingImages, "image")} to train on, {Report.Run.ValidationImages} to validate on.";
        yield return "";
        yield return "| class | images to train and validate on |";
        yield return "|---|---|";
        foreach ((string name, int images) in Data.Training.Images.CountBy(image => image.Label).Take(MostClasses))
            yield return $"| {Cell(name)} | {images} |";
        if (Data.Training.Classes.Count > MostClasses)
            yield return $"| ... and {Data.Training.Classes.Count - MostClasses} more | |";
    }

    private IEnumerable<string> Training() =>
    [
        $"* {EventText.Start(Report.Run)}; weights of epoch {Outcome.KeptEpoch}.",
        .. Report.Options.Select(option => $"* {option.Name}: {Cell(option.Value)}"),
        $"* AfdMlNet {Report.Environment.Library}, ML.NET {Report.Environment.MlNet}, {Report.Environment.DotNet}; "
            + $"{Format.Time(Report.History.Elapsed)} on {Report.Environment.Processor}.",
    ];

    private IEnumerable<string> Limits()
    {
        yield return "* It knows these classes alone, and takes anything else for one of them: `afd score --not-sure 0.5` says where it is "
            + "not sure.";
        if (Evaluation is { Images: > 0 } && Evaluation.Classes.Where(row => row.Images < FewImages).ToList() is { Count: > 0 } few)
        {
            yield return $"* Fewer than {FewImages} test images of {Format.List([.. few.Select(row => row.Class)])}: their figures are "
                + "rough.";
        }
        foreach (string finding in Report.History.Findings)
            yield return $"* {finding}";
    }

    // A class is a folder's name: whatever a file system takes.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
