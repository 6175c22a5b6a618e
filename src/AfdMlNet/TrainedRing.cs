using AfdMlNet.Events;
using AfdMlNet.Images;

namespace AfdMlNet;

/// <summary>What training leaves behind: every student as an ONNX model, and how it went.</summary>
internal sealed record TrainedRing(
    IReadOnlyList<string> Names,
    IReadOnlyList<byte[]> Models,
    int Deployed,
    IReadOnlyList<string> ClassNames,
    ImageShape Input,
    TrainingHistory History);
