using AfdMlNet.Examples.WebApi.Models;
using AfdMlNet.Examples.WebApi.Uploads;

namespace AfdMlNet.Examples.WebApi.Http;

/// <summary>A class and its probability, 0 to 1.</summary>
internal sealed record ClassProbability(string Class, float Probability);

/// <summary>The model that answered.</summary>
internal sealed record AnsweringModel(string Name, PixelSize? Input);

/// <summary>
/// The most likely classes of an image, the most likely first, and whether the first is as likely as an answer has to be; the time taken
/// to decode and score it.
/// </summary>
internal sealed record PredictReply(
    IReadOnlyList<ClassProbability> Predictions, bool IsSure, double LatencyMs, AnsweringModel Model, ImageHeader Image);

/// <summary>A picture to try the model on: its class, and where it is.</summary>
internal sealed record SampleReply(string Class, string Path);

/// <summary>What is served and what may be sent.</summary>
internal sealed record ModelReply(string Name, IReadOnlyList<string> Classes, PixelSize? Input, int MaximumBytes, long MaximumPixels);

/// <summary>Whether predictions can be had, and of which model since when.</summary>
internal sealed record HealthReply(string Status, string Model, DateTimeOffset LoadedAt);
