using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace AfdMlNet.Cli.Compare;

/// <summary>A comparison as pictures, one panel for each network of a ring: accuracies with their deviation, and learning curves.</summary>
internal static class Charts
{
    private const double Width = 800;
    private const double PanelHeight = 260;

    // Okabe and Ito's colours, which most people can tell apart.
    private static readonly OxyColor[] _colors =
    [
        OxyColor.FromRgb(0, 0, 0), OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(213, 94, 0), OxyColor.FromRgb(0, 158, 115),
        OxyColor.FromRgb(204, 121, 167), OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(86, 180, 233),
    ];

    /// <summary>The mean over the seeds with its standard deviation, and a point for each seed.</summary>
    public static string Accuracies(RingTable ring, IReadOnlyList<Cell> cells, Selection selected) => Panels(
        $"{(selected == Selection.Test ? "Test" : "Validation")} accuracy, %: mean, standard deviation, seeds",
        ring,
        new CategoryAxis { Position = AxisPosition.Bottom, ItemsSource = ring.Students[0].Rows.Select(row => row.Variant).ToArray(), GapWidth = 0.5 },
        (model, student, key) =>
        {
            StudentTable table = ring.Students[student];
            for (int place = 0; place < table.Rows.Count; place++)
            {
                TableRow row = table.Rows[place];
                double[] seeds = [.. cells.Where(cell => cell.Variant == row.Variant).Select(cell => cell.Selected(selected, student)).OfType<double>()];
                if (Statistics.Of(seeds) is not { } spread)
                    continue;
                var mean = new ScatterErrorSeries { YAxisKey = key, MarkerType = MarkerType.Square, MarkerSize = 4, MarkerFill = Color(place), ErrorBarColor = Color(place), ErrorBarStrokeThickness = 1.5 };
                mean.Points.Add(new ScatterErrorPoint(place, 100 * spread.Mean, 0, 200 * spread.StandardDeviation ?? 0));
                var each = new ScatterSeries { YAxisKey = key, MarkerType = MarkerType.Circle, MarkerSize = 2.5, MarkerFill = OxyColor.FromAColor(120, Color(place)) };
                each.Points.AddRange(seeds.Select(accuracy => new ScatterPoint(place + 0.15, 100 * accuracy)));
                model.Series.Add(mean);
                model.Series.Add(each);
            }
        });

    /// <summary>The mean over the seeds in every epoch, and the range of the seeds around it. Null where nothing was held back to validate on.</summary>
    public static string? Curves(RingTable ring, IReadOnlyList<Cell> cells)
    {
        if (!cells.Any(cell => cell.LastValidation(0) is not null))
            return null;
        return Panels("Validation accuracy, %: mean and range of the seeds", ring, new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", Minimum = 0 }, (model, student, key) =>
        {
            for (int place = 0; place < ring.Students[student].Rows.Count; place++)
            {
                string variant = ring.Students[student].Rows[place].Variant;
                var line = new LineSeries { YAxisKey = key, Color = Color(place), StrokeThickness = 1.5, Title = student == 0 ? variant : null };
                var band = new AreaSeries { YAxisKey = key, Color = OxyColors.Transparent, Fill = OxyColor.FromAColor(40, Color(place)) };
                foreach (IGrouping<int, double> epoch in Epochs(cells.Where(cell => cell.Variant == variant), student))
                {
                    line.Points.Add(new(epoch.Key, epoch.Average()));
                    band.Points.Add(new(epoch.Key, epoch.Max()));
                    band.Points2.Add(new(epoch.Key, epoch.Min()));
                }
                model.Series.Add(band);
                model.Series.Add(line);
            }
        });
    }

    private static IEnumerable<IGrouping<int, double>> Epochs(IEnumerable<Cell> cells, int student) => cells
        .SelectMany(cell => cell.Record.History.Epochs)
        .Where(epoch => epoch.Students[student].ValidationAccuracy is not null)
        .GroupBy(epoch => epoch.Epoch, epoch => 100 * epoch.Students[student].ValidationAccuracy!.Value)
        .OrderBy(epoch => epoch.Key);

    private static string Panels(string title, RingTable ring, Axis horizontal, Action<PlotModel, int, string> draw)
    {
        int count = ring.Students.Count;
        var model = new PlotModel
        {
            Title = $"{ring.Ring.Replace(",", " -> ", StringComparison.Ordinal)}",
            Subtitle = title,
            Culture = CultureInfo.InvariantCulture,
            Background = OxyColors.White,
            DefaultFont = "Helvetica, Arial, sans-serif",
        };
        model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.BottomCenter, LegendOrientation = LegendOrientation.Horizontal });
        model.Axes.Add(horizontal);
        for (int student = 0; student < count; student++)
        {
            // From top to bottom, in the ring's order, with a little space between.
            double top = 1 - (double)student / count;
            var axis = new LinearAxis
            {
                Position = AxisPosition.Left,
                Key = ring.Students[student].Student,
                Title = ring.Students[student].Student,
                StartPosition = top - 0.94 / count,
                EndPosition = top,
                MajorGridlineStyle = LineStyle.Solid,
                MajorGridlineColor = OxyColors.LightGray,
                MaximumPadding = 0.08,
                MinimumPadding = 0.08,
            };
            model.Axes.Add(axis);
            draw(model, student, axis.Key);
        }
        return SvgExporter.ExportToString(model, Width, PanelHeight * count + 120, isDocument: true);
    }

    private static OxyColor Color(int place) => _colors[place % _colors.Length];
}
