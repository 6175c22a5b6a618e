using System.Diagnostics;
using System.Globalization;
using AfdMlNet.Fuzz;

if (args is not [var name, var counted, ..]
    || !int.TryParse(counted, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
    || !int.TryParse(args.ElementAtOrDefault(2) ?? "1", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seed)
    || FuzzTargets.Named(name) is not { Count: > 0 } targets)
{
    Console.Error.WriteLine("Usage: TARGET|all COUNT [SEED]. The targets: "
        + $"{string.Join(", ", FuzzTargets.All.Concat(FuzzTargets.ByHand).Select(target => target.Name))}.");
    return 2;
}

List<FuzzResult> results = [.. targets.Select(target => new FuzzRun(target, Console.Error.WriteLine).Execute(count, seed))];
Console.WriteLine(FuzzResult.Head);
foreach (FuzzResult result in results)
    Console.WriteLine(result.Row());
Console.WriteLine(FormattableString.Invariant($"\nPeak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB."));
return results.All(result => result.Failures.Count == 0) ? 0 : 1;
