namespace AfdMlNet.Settings;

/// <summary>An option beside its default.</summary>
/// <param name="Name">Its name; that of an option within an option is <c>LogitOptimizer.LearningRate</c>.</param>
/// <param name="Scope">What it has a say in.</param>
/// <param name="Value">What it is; null where the options that it stands in are null.</param>
/// <param name="Default">What it would have been.</param>
internal sealed record OptionDifference(string Name, OptionScope Scope, object? Value, object? Default)
{
    /// <summary>All options of an object beside those of another, in the order of their declaration.</summary>
    public static IEnumerable<OptionDifference> Between<T>(T options, T defaults) where T : class =>
        Between("", OptionScope.Weights, typeof(T), options, defaults);

    private static IEnumerable<OptionDifference> Between(string prefix, OptionScope outer, Type type, object? options, object? defaults)
    {
        foreach (OptionProperty option in OptionProperty.Of(type))
        {
            string name = prefix + option.Name;
            OptionScope scope = option.Scope > outer ? option.Scope : outer;
            if (!option.IsNested)
            {
                yield return new(name, scope, option.In(options), option.In(defaults));
                continue;
            }

            foreach (OptionDifference inner in Between($"{name}.", scope, option.Type, option.In(options), option.In(defaults)))
                yield return inner;
        }
    }
}
