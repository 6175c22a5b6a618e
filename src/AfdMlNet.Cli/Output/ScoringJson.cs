using System.Text.Json.Serialization;
using AfdMlNet.Cli.Scoring;

namespace AfdMlNet.Cli.Output;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(ScoredImage))]
[JsonSerializable(typeof(ScoresWritten))]
internal sealed partial class ScoringJson : JsonSerializerContext;
