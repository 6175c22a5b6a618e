namespace AfdMlNet.Fuzz.Limits;

/// <summary>Reads what the process has used; a test counts instead.</summary>
public abstract class Gauge
{
    /// <summary>The time used so far.</summary>
    public abstract TimeSpan Time { get; }

    /// <summary>Managed bytes allocated so far.</summary>
    public abstract long Allocated { get; }

    /// <summary>The most resident bytes since <see cref="ForgetPeak"/>; always 0 where the system does not say.</summary>
    public abstract long PeakResident { get; }

    /// <summary>The peak is what is resident now.</summary>
    public abstract void ForgetPeak();

    /// <summary>Gives memory that was freed back to the system, so that taking it again shows.</summary>
    public abstract void Trim();

    /// <summary>Does it, and says what it took.</summary>
    public Cost Measure(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        ForgetPeak();
        (TimeSpan time, long allocated, long resident) = (Time, Allocated, PeakResident);
        action();
        return new(Time - time, Allocated - allocated, PeakResident - resident);
    }
}
