using System.Text.Json.Nodes;
using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Reporting;
using AfdMlNet.Tests.Distillation;
using AfdMlNet.Training;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Training;

[TestClass]
public sealed class EpochTermsTests
{
    [TestMethod]
    public void Records_TwoSteps_AreTheMeansOverTheImagesThatHaveEachTerm()
    {
        using var scope = NewDisposeScope();
        using var fixture = new RingFixture();
        using var terms = new EpochTerms(fixture.Ring);

        terms.Add(0, new StepTerms(arange(Term.All.Count, ScalarType.Float32), IsAdversarial: true), images: 3);
        terms.Add(0, new StepTerms(zeros(Term.All.Count), IsAdversarial: false), images: 1);

        StudentEpoch record = terms.Records()[0];
        for (int i = 0; i < Term.All.Count; i++)
            Assert.AreEqual(Term.All[i].IsAdversarial ? i : i * 0.75, FigureOf(Term.All[i]).Of(record)!.Value, 1e-6, Term.All[i].Name);
    }

    [TestMethod]
    public void All_HoldsEveryTermOnce()
    {
        Term[] declared = [.. typeof(Term)
            .GetProperties()
            .Where(property => property.PropertyType == typeof(Term))
            .Select(property => (Term)property.GetValue(null)!)];

        CollectionAssert.AreEquivalent(declared, Term.All.ToArray());
        Assert.AreEqual(declared.Length, declared.Select(term => term.Name).Distinct().Count());
    }

    [TestMethod]
    public void State_OfOtherTerms_IsRefusedByTheirNames()
    {
        using var fixture = new RingFixture();
        using var terms = new EpochTerms(fixture.Ring);
        JsonNode state = terms.State!;
        state["terms"]![0] = "entropy";

        var error = Assert.ThrowsExactly<InvalidDataException>(() => terms.State = state);

        StringAssert.StartsWith(error.Message, "It holds sums of entropy, kl,");
        StringAssert.Contains(error.Message, "this version of the library sums ce, kl,");
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("""{ "terms": null, "images": [] }""")]
    public void State_OfAnotherForm_IsRefused(string state)
    {
        using var fixture = new RingFixture();
        using var terms = new EpochTerms(fixture.Ring);

        Assert.ThrowsExactly<InvalidDataException>(() => terms.State = JsonNode.Parse(state));
    }

    private static Figure FigureOf(Term term) => Figures.All.Single(figure => figure.Name == term.Name);
}
