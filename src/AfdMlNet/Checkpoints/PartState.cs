using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AfdMlNet.Checkpoints;

/// <summary>The state of a part as JSON and back, strictly: nothing may be missing.</summary>
internal static class PartState
{
    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static JsonNode? Of<T>(T state) => JsonSerializer.SerializeToNode(state, _strict);

    /// <exception cref="InvalidDataException">It is no such state.</exception>
    public static T Read<T>(JsonNode? stored)
    {
        try
        {
            return stored.Deserialize<T>(_strict) ?? throw new InvalidDataException("The state of a part is missing.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The state of a part is not what this version of the library writes: {error.Message}", error);
        }
    }
}
