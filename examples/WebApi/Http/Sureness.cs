namespace AfdMlNet.Examples.WebApi.Http;

/// <summary>When an answer is one.</summary>
/// <param name="Least">
/// Below this probability of the most likely class it is not sure; 0 is always sure. Configuration value <c>NotSure</c>.
/// </param>
internal sealed record Sureness(double Least)
{
    public const double Usual = 0.5;

    public bool IsSure(IReadOnlyList<ClassProbability> mostLikelyFirst) => mostLikelyFirst[0].Probability >= Least;
}
