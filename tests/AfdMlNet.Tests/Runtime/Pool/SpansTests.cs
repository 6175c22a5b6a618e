using System.Runtime.InteropServices;
using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public sealed unsafe class SpansTests : IDisposable
{
    private const int Count = 1000;
    private readonly Spans.Unit* _units = (Spans.Unit*)NativeMemory.AllocZeroed(Count, (nuint)sizeof(Spans.Unit));
    private readonly Spans _spans;

    public SpansTests() => _spans = new Spans(_units, Count);

    public void Dispose() => NativeMemory.Free(_units);

    [TestMethod]
    public void Take_NothingFree_GoesOnAtTheEnd()
    {
        Assert.AreEqual(0, _spans.Take(3));
        Assert.AreEqual(3, _spans.Take(1));
        Assert.AreEqual(4, _spans.Take(996));
        Assert.AreEqual(-1, _spans.Take(1));
        Assert.AreEqual((3, Count), (_spans.Taken, _spans.End));
    }

    [TestMethod]
    public void Take_SeveralHoles_FillsTheSmallestThatWillDo()
    {
        int[] holes = HolesOf(5, 3, 4);

        Assert.AreEqual(holes[1], _spans.Take(3));
        Assert.AreEqual(holes[2], _spans.Take(3));
        Assert.AreEqual(holes[0], _spans.Take(2));
        Assert.AreEqual(holes[0] + 2, _spans.Take(3));
        Assert.AreEqual(holes[2] + 3, _spans.Take(1));
    }

    [TestMethod]
    public void Take_HolesOfTheLength_FillsTheLatestFreed() => Assert.AreEqual(HolesOf(4, 4, 5)[1], _spans.Take(4));

    [TestMethod]
    public void Take_LongerThanAnyHole_GrowsTheLastOne()
    {
        _spans.Take(1);
        _spans.GiveBack(_spans.Take(5));

        Assert.AreEqual(1, _spans.Take(9));
        Assert.AreEqual(10, _spans.End);
    }

    [TestMethod]
    public void GiveBack_BetweenHoles_MakesThemOne()
    {
        int[] spans = [_spans.Take(2), _spans.Take(3), _spans.Take(4), _spans.Take(1)];
        _spans.GiveBack(spans[0]);
        _spans.GiveBack(spans[2]);

        Assert.AreEqual(0..9, _spans.GiveBack(spans[1]));
        Assert.AreEqual(0..9, _spans.Free());
        Assert.AreEqual(default, _spans.Free(after: 0));
    }

    [TestMethod]
    public void TakeAndGiveBack_AtRandom_NothingOverlapsOrIsLost()
    {
        var random = new Random(1);
        var owner = new int[Count];
        var taken = new Dictionary<int, int>();
        for (int step = 1; step < 50_000; step++)
        {
            int length = random.Next(1, 60);
            if (random.Next(2) == 0 && _spans.Take(length) is >= 0 and var span)
            {
                Assert.IsTrue(owner.AsSpan(span, length).IndexOfAnyExcept(0) < 0);
                owner.AsSpan(span, length).Fill(step);
                taken.Add(span, length);
            }
            else if (taken.Count > 0)
            {
                var (freed, units) = taken.ElementAt(random.Next(taken.Count));
                Range free = _spans.GiveBack(freed);
                owner.AsSpan(freed, units).Clear();
                taken.Remove(freed);
                Assert.IsTrue(owner.AsSpan(free).IndexOfAnyExcept(0) < 0);
                Assert.IsTrue(free.Start.Value == 0 || owner[free.Start.Value - 1] != 0);
                Assert.IsTrue(free.End.Value == _spans.End || owner[free.End.Value] != 0);
            }
            Assert.AreEqual(taken.Count, _spans.Taken);
            Assert.AreEqual(_spans.End - taken.Values.Sum(), FreeUnits());
        }
    }

    private int FreeUnits()
    {
        int units = 0;
        for (Range free = _spans.Free(); !free.Equals(default); free = _spans.Free(free.Start.Value))
            units += free.End.Value - free.Start.Value;
        return units;
    }

    /// <summary>Makes holes of those lengths, freed in that order, with something taken between them.</summary>
    private int[] HolesOf(params int[] lengths)
    {
        int[] holes = [.. lengths.Select(length =>
        {
            int span = _spans.Take(length);
            _spans.Take(1);
            return span;
        })];
        foreach (int hole in holes)
            _spans.GiveBack(hole);
        return holes;
    }
}
