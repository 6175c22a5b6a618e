using AfdMlNet.Fuzz;
using AfdMlNet.Fuzz.Limits;

namespace AfdMlNet.Tests.Fuzz.Limits;

[TestClass]
public sealed class GaugeTests
{
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public unsafe void Measure_NativeMemoryThatIsFreedAgain_IsSeen()
    {
        const int Taken = 200 << 20;
        Gauge gauge = new FuzzRun(new CountedTarget(_ => { }), _ => { }).Gauge;

        // Of the tests before.
        gauge.Trim();
        Cost cost = gauge.Measure(() =>
        {
            void* memory = System.Runtime.InteropServices.NativeMemory.Alloc(Taken);
            new Span<byte>(memory, Taken).Fill(1);
            System.Runtime.InteropServices.NativeMemory.Free(memory);
        });

        // The kernel counts pages in batches for each processor.
        Assert.IsGreaterThan(Taken - (8 << 20), cost.Native);
    }
}
