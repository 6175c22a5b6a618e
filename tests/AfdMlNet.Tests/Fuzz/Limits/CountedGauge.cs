using AfdMlNet.Fuzz.Limits;

namespace AfdMlNet.Tests.Fuzz.Limits;

/// <summary>A process whose clock and counters move when a target says so.</summary>
internal sealed class CountedGauge : Gauge
{
    private Cost _used;

    public int Trims { get; private set; }

    public override TimeSpan Time => _used.Time;

    public override long Allocated => _used.Allocated;

    public override long PeakResident => _used.Resident;

    public void Use(Cost cost) => _used = new(_used.Time + cost.Time, _used.Allocated + cost.Allocated, _used.Resident + cost.Resident);

    public override void ForgetPeak() => _used = _used with { Resident = 0 };

    public override void Trim() => Trims++;
}
