using Mono.Cecil;

namespace AfdMlNet.Tests.House;

/// <summary>
/// Which types a compiled type uses: in its signatures, its attributes and its code. Nested types count as the type around them.
/// </summary>
internal static class TypeUses
{
    public static IReadOnlyCollection<TypeReference> Of(TypeDefinition type)
    {
        List<TypeReference> uses = [];
        Add(uses, type);
        return [.. uses.SelectMany(Parts).Select(Outermost).DistinctBy(used => used.FullName)];
    }

    private static void Add(List<TypeReference> uses, TypeDefinition type)
    {
        uses.AddRange(type.Interfaces.Select(implemented => implemented.InterfaceType));
        uses.AddRange(type.CustomAttributes.Select(attribute => attribute.AttributeType));
        uses.AddRange(type.Fields.Select(field => field.FieldType));
        if (type.BaseType is { } baseType)
            uses.Add(baseType);
        foreach (MethodDefinition method in type.Methods)
        {
            Add(uses, method);
            if (method.HasBody)
                AddBody(uses, method);
        }

        foreach (TypeDefinition nested in type.NestedTypes)
            Add(uses, nested);
    }

    private static void Add(List<TypeReference> uses, MethodReference method)
    {
        uses.AddRange([method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)]);
        if (method is GenericInstanceMethod generic)
            uses.AddRange(generic.GenericArguments);
    }

    private static void AddBody(List<TypeReference> uses, MethodDefinition method)
    {
        uses.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
        foreach (object? operand in method.Body.Instructions.Select(instruction => instruction.Operand))
        {
            if (operand is MethodReference called)
                Add(uses, called);
            else if (operand is FieldReference field)
                uses.AddRange([field.DeclaringType, field.FieldType]);
            else if (operand is TypeReference named)
                uses.Add(named);
        }
    }

    // A list of X, an array of X, a reference to X: X, and what it is a list of.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
