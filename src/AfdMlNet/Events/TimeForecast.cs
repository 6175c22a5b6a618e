namespace AfdMlNet.Events;

/// <summary>
/// How long training takes, by the pace of its steps so far: told of each <see cref="BatchEnded"/> that <c>Options.Progress</c> hears.
/// </summary>
public sealed class TimeForecast
{
    /// <summary>The steps before a forecast, 10. Fewer tell little: the first makes what all others use again.</summary>
    public const int FewestSteps = 10;

    private BatchEnded? _first;
    private int _steps;

    /// <summary>The whole training, from its beginning; null until there are steps enough, and where none is left.</summary>
    public TimeSpan? Whole { get; private set; }

    /// <summary>What of it is left; null until there are steps enough, and where none is left.</summary>
    public TimeSpan? Left { get; private set; }

    /// <summary>Whether the last step was the one that made the first forecast.</summary>
    public bool IsNew => _steps == FewestSteps && Whole is not null;

    /// <summary>Hears that a step has ended.</summary>
    /// <param name="step">The step.</param>
    public void On(BatchEnded step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _first ??= step;
        if (++_steps < FewestSteps)
            return;
        TimeSpan pace = (step.Elapsed - _first.Elapsed) / (_steps - 1);
        long left = (long)(step.Epochs - step.Epoch) * step.Batches + (step.Batches - step.Batch);
        Left = left > 0 ? pace * left : null;
        Whole = step.Elapsed + Left;
    }
}
