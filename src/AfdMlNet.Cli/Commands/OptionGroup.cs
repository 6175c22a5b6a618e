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
