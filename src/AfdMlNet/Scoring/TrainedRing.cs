using AfdMlNet.Images;
using AfdMlNet.Training;

namespace AfdMlNet.Scoring;

/// <summary>What training leaves behind: every student as an ONNX model, and how it went.</summary>
internal sealed record TrainedRing(
    IReadOnlyList<string> Names,
    IReadOnlyList<byte[]> Models,
    int Deployed,
    IReadOnlyList<string> ClassNames,
    ImageShape Input,
    TrainingHistory History);
