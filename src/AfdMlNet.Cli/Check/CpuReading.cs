using System.Text.Json;
using System.Text.Json.Serialization;

namespace AfdMlNet.Cli.Check;

/// <summary>What one start found.</summary>
/// <param name="LargestError">Of all convolutions and their gradients, as a part of the largest value.</param>
/// <param name="StepMilliseconds">A training step of <see cref="CpuProbe.Trained"/>.</param>
internal sealed record CpuReading(double LargestError, double StepMilliseconds)
{
    // Single precision is off by a millionth or two, a wrong convolution by a tenth and more.
    private const double Tolerance = 1e-3;

    private static readonly JsonSerializerOptions _json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Which shapes of convolutions oneDNN got wrong, in a sentence: training runs them as matrix products.</summary>
    public string Convolutions { get; init; } = "";

    [JsonIgnore]
    public bool IsRight => LargestError < Tolerance;

    public static CpuReading? Parse(string json) => JsonSerializer.Deserialize<CpuReading>(json, _json);

    public string ToJson() => JsonSerializer.Serialize(this, _json);
}
