using AfdMlNet.Runtime;

namespace AfdMlNet.Tests.Runtime;

[TestClass]
public sealed unsafe class ImportEntryTests
{
    private const nint Original = 1;
    private const nint Ours = 2;
    private const nint Others = 3;

    [TestMethod]
    public void InstallAndRemove_HoweverOften_LeaveTheOriginal()
    {
        nint place = Original;
        var entry = new ImportEntry(&place, Ours);

        Assert.IsTrue(entry.Install() && entry.Install());
        Assert.AreEqual((Ours, true), (place, entry.IsOurs));
        entry.Remove();
        entry.Remove();

        Assert.AreEqual((Original, false), (place, entry.IsOurs));
        Assert.AreEqual(Original, entry.Original);
    }

    [TestMethod]
    public void InstallAndRemove_SomebodyElsesThere_LeaveIt()
    {
        nint place = Original;
        var entry = new ImportEntry(&place, Ours);
        place = Others;

        Assert.IsFalse(entry.Install());
        entry.Remove();

        Assert.AreEqual(Others, place);
    }
}
