using System.Text.Json.Serialization;
using AfdMlNet.Cli.Inspect;

namespace AfdMlNet.Cli.Output;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DataReport))]
internal sealed partial class DataJson : JsonSerializerContext;
