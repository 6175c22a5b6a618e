using AfdMlNet.Events;

namespace AfdMlNet.Reporting;

/// <summary>A figure of a student in an epoch.</summary>
/// <param name="Name">Its name in every log, as in the equations.</param>
/// <param name="Description">What it is.</param>
/// <param name="Chart">Where the report draws it.</param>
/// <param name="Of">The figure; null where it was not measured.</param>
internal sealed record Figure(string Name, string Description, FigureChart Chart, Func<StudentEpoch, double?> Of);
