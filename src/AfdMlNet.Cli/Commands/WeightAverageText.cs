namespace AfdMlNet.Cli.Commands;

/// <summary>What the running average of <c>--ema</c> is for.</summary>
internal static class WeightAverageText
{
    public static void Apply(AdversarialDistillationTrainer.Options options, string use)
    {
        if (options.WeightAverage is not { } average)
            throw new CliException(
                "--ema-for says what a running average of the weights is for: give --ema too, such as --ema 0.99.", ExitCode.Usage);
        average.Teaches = use != "deployment";
        average.Deploys = use != "teaching";
    }
}
