namespace AfdMlNet.Networks;

/// <summary>The types of a stored tensor's elements that can be read.</summary>
internal enum ElementType
{
    Float64,
    Float32,
    Float16,
    BFloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    Bool,
}
