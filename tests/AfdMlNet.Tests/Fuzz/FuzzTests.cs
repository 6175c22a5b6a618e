using AfdMlNet.Fuzz;
using AfdMlNet.Fuzz.Limits;

namespace AfdMlNet.Tests.Fuzz;

/// <summary>A short run of every target of AfdMlNet.Fuzz; its README has the long ones.</summary>
[TestClass]
public sealed class FuzzTests
{
    private const int Inputs = 300;

    public static IEnumerable<object[]> Targets => FuzzTargets.All.Select(target => new object[] { target.Name });

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public void Read_SoundInputs_AreRead(string target)
    {
        FuzzTarget reader = FuzzTargets.Named(target).Single();
        foreach (byte[] input in reader.Corpus)
            reader.Read(input);
    }

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public void Make_SameSeed_IsTheSameInput(string target)
    {
        FuzzTarget reader = FuzzTargets.Named(target).Single();
        CollectionAssert.AreEqual(reader.Make(new Random(7)), reader.Make(new Random(7)));
        CollectionAssert.AreNotEqual(reader.Make(new Random(7)), reader.Make(new Random(8)));
    }

    [TestMethod]
    [DynamicData(nameof(Targets))]
    public void Read_MutatedInputs_AreReadOrRefused(string target)
    {
        // Time and memory are shared with the tests that run beside this one.
        FuzzLimits limits = new() { Time = Patience.Limit, Native = long.MaxValue };
        FuzzResult result = new FuzzRun(FuzzTargets.Named(target).Single(), _ => { }) { Limits = limits }.Execute(Inputs, seed: 1);

        Assert.IsEmpty(result.Failures, string.Join('\n', result.Failures));
        // Neither all nor none: the inputs get past the first check, and are no longer sound.
        Assert.IsGreaterThan(Inputs / 50, result.Accepted, result.Row());
        Assert.IsGreaterThan(Inputs / 50, result.Refused, result.Row());
    }
}
