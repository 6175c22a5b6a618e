namespace AfdMlNet.Cli.Commands;

/// <summary>What an option of <c>afd train</c> is about, in the order of its help.</summary>
internal enum OptionGroup
{
    Run = 0,
    Input = 1,
    Models = 2,
    Teaching = 3,
    Adversarial = 4,
    Schedule = 5,
    Logs = 6,
    Machine = 7,
}

/// <summary>The groups' headings.</summary>
internal static class OptionGroupTitle
{
    public static string Of(OptionGroup group) => group switch
    {
        OptionGroup.Run => "The run",
        OptionGroup.Input => "Images",
        OptionGroup.Models => "Networks",
        OptionGroup.Teaching => "How they teach each other",
        OptionGroup.Adversarial => "The adversarial game",
        OptionGroup.Schedule => "Epochs and rates",
        OptionGroup.Logs => "Logs",
        _ => "Machine",
    };
}
