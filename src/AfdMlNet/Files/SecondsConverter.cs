using System.Text.Json;
using System.Text.Json.Serialization;

namespace AfdMlNet.Files;

/// <summary>A time as a number of seconds.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    // Three thousand years.
    private const double Longest = 1e11;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDouble() is >= -Longest and <= Longest and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new JsonException("A time is not a number of seconds that can be.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.TotalSeconds);
}
