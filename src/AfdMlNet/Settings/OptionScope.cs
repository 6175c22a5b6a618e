namespace AfdMlNet.Settings;

/// <summary>What an option has a say in; each value has less than the one before.</summary>
internal enum OptionScope
{
    /// <summary>The weights: it is in a run's identity, in generated code and in the report.</summary>
    Weights = 0,

    /// <summary>Where the same weights are trained, or how they are kept: it is in generated code and in the report.</summary>
    Device = 1,

    /// <summary>What surrounds a run, such as columns, folders, memory and time: it is in the report.</summary>
    Surroundings = 2,

    /// <summary>An object of the caller's, such as data or cancellation: it is nowhere written down.</summary>
    Caller = 3,
}

/// <summary>Says that an option does not decide the weights.</summary>
/// <param name="scope">What it decides instead.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScopeAttribute(OptionScope scope) : Attribute
{
    public OptionScope Scope => scope;
}
