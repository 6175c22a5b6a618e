using System.Reflection;

namespace AfdMlNet.Settings;

/// <summary>A property of an options class: all that reads options one by one reads them here.</summary>
internal sealed record OptionProperty(PropertyInfo Property)
{
    public string Name => Property.Name;

    /// <summary>Its name in the keys of committed records.</summary>
    public string RecordedName => Property.GetCustomAttribute<RecordedAttribute>()?.Name ?? Name;

    public Type Type => Property.PropertyType;

    /// <summary>Of its values that are not null.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Type) ?? Type;

    public OptionScope Scope => Property.GetCustomAttribute<ScopeAttribute>()?.Scope ?? OptionScope.Weights;

    /// <summary>Whether it has a say in the weights that come out.</summary>
    public bool DecidesWeights => Scope == OptionScope.Weights;

    public RangeAttribute? Range => Property.GetCustomAttribute<RangeAttribute>();

    /// <summary>Whether it holds options of its own: a class of this library that a caller can make and change.</summary>
    public bool IsNested => Type.IsClass && Type.Assembly == typeof(OptionProperty).Assembly
        && Type.GetConstructor(Type.EmptyTypes) is not null && Of(Type).Any();

    /// <summary>Of a list, the type of its items; else null.</summary>
    public Type? ElementType =>
        Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Type.GetGenericArguments()[0] : null;

    /// <summary>Whether null is one of its values.</summary>
    public bool IsOptional => new NullabilityInfoContext().Create(Property).WriteState == NullabilityState.Nullable;

    /// <summary>In words, what a property that is not optional needs.</summary>
    public string Needs => ElementType is { } element ? $"a list of {element.Name}" : $"a value of {Type.Name}";

    /// <summary>Those of a type that a caller can set, in the order of their declaration.</summary>
    public static IEnumerable<OptionProperty> Of(Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
        .OrderBy(property => property.MetadataToken)
        .Select(property => new OptionProperty(property));

    /// <summary>Its value in an object; null where there is no object.</summary>
    public object? In(object? options) => options is null ? null : Property.GetValue(options);
}
