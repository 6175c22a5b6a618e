using AfdMlNet.Fuzz;
using AfdMlNet.Fuzz.Limits;
using AfdMlNet.Tests.Fuzz.Limits;

namespace AfdMlNet.Tests.Fuzz;

[TestClass]
public sealed class FuzzRunTests
{
    private static readonly Cost _allowed = new(FuzzLimits.Default.Time, 4 << 20, FuzzLimits.Default.Native + (4 << 20));

    [TestMethod]
    public void Execute_CostsAtTheLimits_IsNoFailure()
    {
        FuzzResult result = Run((gauge, _) => gauge.Use(_allowed));

        Assert.IsEmpty(result.Failures);
        Assert.AreEqual(_allowed.Native, result.MostNative);
        Assert.AreEqual(_allowed.Allocated, result.MostAllocated);
        Assert.AreEqual(_allowed.Time.TotalMilliseconds, result.SlowestMilliseconds);
    }

    [TestMethod]
    public void Execute_SlowInput_FailsTheRun()
    {
        FuzzResult result = Run((gauge, _) => gauge.Use(_allowed with { Time = TimeSpan.FromSeconds(1.5) }));

        Assert.HasCount(2, result.Failures);
        StringAssert.Contains(result.Failures[0], "took 1500 ms, 1000 are the most");
    }

    [TestMethod]
    public void Execute_NativeMemory_FailsTheRun()
    {
        FuzzResult result = Run((gauge, _) => gauge.Use(_allowed with { Resident = _allowed.Resident + 1 }));

        StringAssert.Contains(result.Failures[0], "took 67108865 bytes of native memory, 67108864 are the most");
    }

    [TestMethod]
    public void Execute_NativeMemoryThatIsRefusedInTheEnd_FailsTheRun()
    {
        FuzzResult result = Run((gauge, input) =>
        {
            gauge.Use(new(default, 0, 1L << 30));
            if (input[0] == 2)
                throw new InvalidDataException();
        });

        Assert.HasCount(2, result.Failures);
        Assert.AreEqual(2, result.Refused);
    }

    [TestMethod]
    public void Execute_WhatTheTargetAllowsBeside_IsNoFailure()
    {
        Cost beside = new(TimeSpan.FromSeconds(1), 0, 10);
        Cost used = _allowed with { Time = _allowed.Time + beside.Time, Resident = _allowed.Resident + beside.Resident };

        Assert.IsEmpty(Run((gauge, _) => gauge.Use(used), beside).Failures);
        Assert.HasCount(2, Run((gauge, _) => gauge.Use(used with { Time = used.Time + TimeSpan.FromTicks(1) }), beside).Failures);
        Assert.HasCount(2, Run((gauge, _) => gauge.Use(used with { Resident = used.Resident + 1 }), beside).Failures);
    }

    [TestMethod]
    public void Execute_ManagedMemory_FailsTheRun()
    {
        FuzzResult result = Run((gauge, _) => gauge.Use(_allowed with { Allocated = 5 << 20 }));

        StringAssert.Contains(result.Failures[0], "allocated 5242880 bytes");
    }

    [TestMethod]
    public void Execute_TooMuchOnce_IsTriedAgainAndNoFailure()
    {
        int reads = 0;
        var gauge = new CountedGauge();
        var target = new CountedTarget(_ => gauge.Use(reads++ == 1 ? new(TimeSpan.FromHours(1), 0, 1L << 40) : default));

        FuzzResult result = new FuzzRun(target, _ => { }) { Gauge = gauge }.Execute(3, seed: 1);

        Assert.IsEmpty(result.Failures);
        Assert.AreEqual(1, gauge.Trims);
        // The sound input, three others, and one of them again.
        Assert.AreEqual(5, reads);
    }

    [TestMethod]
    public void Execute_OtherException_FailsTheRun()
    {
        FuzzResult result = Run((_, input) =>
        {
            if (input[0] == 2)
                throw new InvalidOperationException("odd");
        });

        StringAssert.Contains(result.Failures[0], "threw System.InvalidOperationException: odd");
        Assert.AreEqual(0, result.Refused);
    }

    private static FuzzResult Run(Action<CountedGauge, byte[]> read, Cost beside = default)
    {
        var gauge = new CountedGauge();
        var target = new CountedTarget(input => read(gauge, input), beside);
        return new FuzzRun(target, _ => { }) { Gauge = gauge }.Execute(2, seed: 1);
    }
}
