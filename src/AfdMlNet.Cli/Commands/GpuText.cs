using System.Globalization;

namespace AfdMlNet.Cli.Commands;

/// <summary>The GPUs of <c>--gpu</c>: one, or several joined by commas.</summary>
internal static class GpuText
{
    public static int[] Parse(string text)
    {
        int[] ids = [.. ParsedOption.Names(text)
            .Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return ids.Length > 0 && !ids.Contains(-1)
            ? ids
            : throw new FormatException($"'{text}' is no list of GPUs: give whole numbers of at least 0, such as 0 or 0,1.");
    }

    public static void Apply(AdversarialDistillationTrainer.Options options, int[] ids)
    {
        if (ids is [var one])
            options.GpuDeviceId = one;
        else
            options.GpuDeviceIds = ids;
    }
}
