using AfdMlNet.Images;

namespace AfdMlNet.Tests.Images;

[TestClass]
public sealed class PrefetchTests
{
    [TestMethod]
    public void Ahead_SourceThrows_ConsumerSeesTheErrorAfterTheItems()
    {
        List<int> seen = [];

        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() =>
        {
            foreach (Item item in Prefetch.Ahead(Failing(), CancellationToken.None))
                seen.Add(item.Number);
        });

        Assert.AreEqual("after two", error.Message);
        Assert.AreEqual("0,1", string.Join(",", seen));
    }

    [TestMethod]
    public void Ahead_Abandoned_StopsTheThreadAndDisposesWhatIsLeft()
    {
        List<Item> made = [];
        bool ended = false;
        foreach (Item item in Prefetch.Ahead(Endless(made, () => ended = true), CancellationToken.None))
        {
            if (item.Number == 5)
                break;
        }

        Assert.IsTrue(ended);
        Assert.IsLessThanOrEqualTo(6 + Prefetch.LookAhead + 1, made.Count);
        Assert.IsTrue(made.Skip(6).All(item => item.Disposed));
    }

    [TestMethod]
    public void Ahead_Cancelled_Throws()
    {
        using CancellationTokenSource cancellation = new();
        List<Item> made = [];

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (Item item in Prefetch.Ahead(Endless(made, () => { }), cancellation.Token))
            {
                if (item.Number == 3)
                    cancellation.Cancel();
            }
        });
    }

    private static IEnumerable<Item> Failing()
    {
        yield return new Item(0);
        yield return new Item(1);
        throw new NotSupportedException("after two");
    }

    private static IEnumerable<Item> Endless(List<Item> made, Action end)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                made.Add(new Item(i));
                yield return made[^1];
            }
        }
        finally
        {
            end();
        }
    }

    private sealed class Item(int number) : IDisposable
    {
        public int Number => number;

        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }
}
