namespace AfdMlNet.Cli.Compare;

/// <summary>A finished run in its place in the table.</summary>
/// <param name="Ring">The networks, joined by commas.</param>
/// <param name="Variant">The variant, as this table calls it.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Record">The run.</param>
internal sealed record Cell(string Ring, string Variant, int Seed, RunRecord Record)
{
    public double? Test(int student) => student < Record.TestAccuracies.Count ? Record.TestAccuracies[student] : null;

    public double? Validation(int student) => Record.History.Students[student].KeptValidationAccuracy;

    public double? LastValidation(int student) => Record.History.Students[student].LastValidationAccuracy;

    public double? Training(int student) => Record.History.Epochs is [.., var last] ? last.Students[student].TrainingAccuracy : null;

    public double? Selected(Selection selection, int student) => selection == Selection.Test ? Test(student) : Validation(student);
}
