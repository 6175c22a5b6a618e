using System.Globalization;
using System.Text.RegularExpressions;

namespace AfdMlNet.Networks;

/// <summary>A family of the catalog.</summary>
/// <param name="form">Its names' form, in words.</param>
/// <param name="names">The standard networks.</param>
/// <param name="pattern">What all of a name must match; its groups are numbers.</param>
/// <param name="isLegal">Whether there is a network of these numbers.</param>
/// <param name="create">The network of legal numbers.</param>
internal sealed class NetworkFamily(
    string form, IReadOnlyList<string> names, string pattern, Func<double[], bool> isLegal,
    Func<double[], IStudentNetwork> create) : INetworkFamily
{
    public string Form => form;

    public IReadOnlyList<string> Names => names;

    public IStudentNetwork? Find(string name)
    {
        Match match = Regex.Match(name, $"^(?:{pattern})$", RegexOptions.CultureInvariant);
        if (!match.Success)
            return null;
        double[] numbers = [.. match.Groups.Values.Skip(1)
            .Where(group => group.Success)
            .Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))];
        return numbers.All(number => number <= int.MaxValue) && isLegal(numbers) ? create(numbers) : null;
    }
}
