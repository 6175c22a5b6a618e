namespace AfdMlNet.Cli.Train;

/// <summary>An option of <c>afd train</c> as it was given.</summary>
/// <param name="Name">Its name, such as <c>--epochs</c>.</param>
/// <param name="Values">Its values; none for a switch.</param>
internal sealed record GivenOption(string Name, IReadOnlyList<string> Values)
{
    public IEnumerable<string> Arguments => Values.Count == 0 ? [Name] : Values.SelectMany(value => (string[])[Name, value]);
}
