using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AfdMlNet.Cli.Output;

/// <summary>One JSON object per line; the property <c>event</c> says what it is.</summary>
internal static class JsonLines
{
    public static void Write<T>(TextWriter output, string name, T value, JsonTypeInfo<T> type)
    {
        JsonObject line = JsonSerializer.SerializeToNode(value, type)!.AsObject();
        line.Insert(0, "event", name);
        output.WriteLine(line.ToJsonString(type.Options));
        // Whoever reads the pipe waits for this line.
        output.Flush();
    }
}
