using AfdMlNet.Benchmarks.Scaling.Model;
using AfdMlNet.Runtime;

namespace AfdMlNet.Benchmarks.Scaling;

/// <summary>The model's tables: predictions, not measurements.</summary>
internal static class ScalingTables
{
    private const double Enough = 0.8;
    private const int Most = 1024;

    // Seconds to add a byte, as the allreduce command measures it here.
    private const double Gamma = 0.045e-9;

    private static readonly int[] _fewProcesses = [2, 8, 64, Most];

    private static readonly int[] _processes = [.. Enumerable.Range(1, 10).Select(power => 1 << power)];

    private static readonly Link[] _links = [Link.Of(1, 50, Gamma), Link.Of(10, 25, Gamma), Link.Of(100, 2, Gamma)];

    // Without it only the part of a step counts that does not shrink with the number of images.
    private static readonly Link _none = new("infinitely fast", 0, 0);

    private static readonly Change _today = new("today");

    private static readonly Change[] _changes =
    [
        new("one exchange in place of two") { TermsWithGradients = true },
        new("no copying") { InPlace = true },
        new("16-bit") { Bytes = 0.5 },
        new("8 buckets, overlapped") { Buckets = 8 },
        new("these four") { TermsWithGradients = true, InPlace = true, Bytes = 0.5, Buckets = 8 },
        new("every 4th step") { Every = 4 },
        new("4 times the images") { Images = 4 },
    ];

    public static void Run()
    {
        TorchRuntime.EnsureLoaded();
        IReadOnlyList<Case> cases = Case.All();
        Inputs(cases);
        Algorithms(cases);
        Weak(cases);
        Strong(cases);
        WeakChanges(cases);
        StrongChanges(cases);
    }

    private static void Inputs(IReadOnlyList<Case> cases)
    {
        Header("a process", ["step", "MB a step", "copying, ms", .. _links.Select(link => $"2 processes, {link.Name}, ms"),
            .. _links.Select(link => $"1,024, {link.Name}, ms")]);
        foreach (Case one in cases)
        {
            StepCost step = one.Step;
            string[] exchanges = [.. new[] { 2, Most }
                .SelectMany(_ => _links, (processes, link) => Number(Allreduce.Seconds(step.GradientBytes, processes, link) * 1e3))];
            Row(
                step.Name,
                [
                    FormattableString.Invariant($"{step.Fixed * 1e3:0.#} ms + {step.PerImage * 1e3:0.###} ms an image"),
                    Number(step.GradientBytes / 1e6),
                    Number(step.GradientBytes * step.Copying * 1e3), .. exchanges,
                ]);
        }
    }

    private static void Algorithms(IReadOnlyList<Case> cases)
    {
        Header($"ms at {Most} processes",
            ["terms, recursive doubling", "gradients, recursive doubling", "gradients, Rabenseifner", "gradients, ring"]);
        foreach (Case one in cases.DistinctBy(one => one.Step.GradientBytes))
        {
            (double terms, double gradients) = (one.Step.TermBytes, one.Step.GradientBytes);
            foreach (Link link in _links)
                Row(
                    FormattableString.Invariant($"{gradients / 1e6:0.0} MB, {link.Name}"),
                    new[]
                    {
                        Allreduce.Doubling(terms, Most, link), Allreduce.Doubling(gradients, Most, link),
                        Allreduce.Rabenseifner(gradients, Most, link),
                        Allreduce.Ring(gradients, Most, link),
                    }.Select(seconds => Number(seconds * 1e3)));
        }
    }

    private static void Weak(IReadOnlyList<Case> cases)
    {
        Header("weak scaling, %", _fewProcesses.Select(processes => $"{processes}"));
        foreach (Case one in cases)
            foreach (Link link in _links)
                Row($"{one.Step.Name}, {one.Images} images each, {link.Name}",
                    _fewProcesses.Select(processes => Percent(Efficiency.Weak(one.Step, link, processes, one.Images, _today))));
    }

    private static void Strong(IReadOnlyList<Case> cases)
    {
        Header("strong scaling, %", _processes.Select(processes => $"{processes}"));
        foreach ((Case one, int batch) in Divided(cases))
            foreach (Link link in _links.Prepend(_none))
                Row($"{one.Step.Name}, batch {batch}, {link.Name}",
                    _processes.Select(processes => Percent(Efficiency.Strong(one.Step, link, processes, batch, _today))));
    }

    private static void WeakChanges(IReadOnlyList<Case> cases)
    {
        Header($"weak scaling, {Most} processes, %", _changes.Prepend(_today).Select(change => change.Name));
        foreach (Case one in cases)
            foreach (Link link in _links.Where(link => Efficiency.Weak(one.Step, link, Most, one.Images, _today) < Enough))
                Row($"{one.Step.Name}, {one.Images} images each, {link.Name}",
                    _changes.Prepend(_today).Select(change => Percent(Efficiency.Weak(one.Step, link, Most, one.Images, change))));
    }

    private static void StrongChanges(IReadOnlyList<Case> cases)
    {
        Change[] changes = [.. _changes.Where(change => change.Images == 1)];
        Header("strong scaling, the first number under 80 %",
            ["processes", .. changes.Prepend(_today).Select(change => change.Name), "4 times the batch"]);
        foreach ((Case one, int batch) in Divided(cases))
        {
            foreach (Link link in _links)
            {
                double Of(int processes, int images, Change change) => Efficiency.Strong(one.Step, link, processes, images, change);
                int first = _processes.FirstOrDefault(processes => Of(processes, batch, _today) < Enough);
                if (first > 0)
                    Row(
                        $"{one.Step.Name}, batch {batch}, {link.Name}",
                        [$"{first}", .. changes.Prepend(_today).Select(change => Percent(Of(first, batch, change))),
                            Percent(Of(first, 4 * batch, _today))]);
            }
        }
    }

    private static IEnumerable<(Case Case, int Batch)> Divided(IReadOnlyList<Case> cases) =>
        cases.SelectMany(one => one.Batches, (one, batch) => (one, batch));

    private static void Header(string first, IEnumerable<string> others)
    {
        string[] names = [.. others];
        Console.WriteLine();
        Row(first, names);
        Console.WriteLine($"|---|{string.Concat(names.Select(_ => "---|"))}");
    }

    private static void Row(string first, IEnumerable<string> others) => Console.WriteLine($"| {first} | {string.Join(" | ", others)} |");

    private static string Number(double value) =>
        FormattableString.Invariant($"{(value < 10 ? Math.Round(value, 2) : Math.Round(value)):#,0.##}");

    private static string Percent(double efficiency) =>
        double.IsNaN(efficiency) ? "" : FormattableString.Invariant($"{efficiency * 100:0}");
}
