using AfdMlNet.Distillation;

namespace AfdMlNet.Cli.Compare;

/// <summary>Two variants that are of interest beside each other, neither of which need be the baseline.</summary>
/// <param name="Variant">The one.</param>
/// <param name="Other">The one it is compared with.</param>
/// <param name="Difference">The first less the second, paired by seed.</param>
internal sealed record VariantPair(string Variant, string Other, Difference Difference);

/// <summary>
/// What is asked whatever the baseline is: does the adversarial part add to the logits', and does anything add to training alone?
/// </summary>
internal static class VariantPairs
{
    public static IEnumerable<(string Variant, string Other)> Of(IReadOnlyList<string> variants, string baseline)
    {
        if (Find(variants, DistillationMethod.Independent) is { } independent && independent != baseline)
        {
            foreach (string variant in variants.Where(name => name != independent))
                yield return (variant, independent);
        }
        if (Find(variants, DistillationMethod.Dml) is { } dml && dml != baseline)
        {
            foreach (string variant in variants.Where(name => name != baseline
                && name.StartsWith(DistillationMethod.Afd.Name, StringComparison.OrdinalIgnoreCase)))
                yield return (variant, dml);
        }
    }

    private static string? Find(IReadOnlyList<string> variants, DistillationMethod method) =>
        variants.FirstOrDefault(name => name.Equals(method.Name, StringComparison.OrdinalIgnoreCase));
}
