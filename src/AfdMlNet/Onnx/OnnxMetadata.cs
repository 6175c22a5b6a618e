using System.Text.Json;
using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>The metadata of a student's file: enough to use it without the program that wrote it.</summary>
internal static class OnnxMetadata
{
    public static void Write(ModelProto model, OnnxModelSpec spec)
    {
        var entries = new Dictionary<string, string>
        {
            [OnnxNames.ClassNames] = JsonSerializer.Serialize(spec.ClassNames),
            [OnnxNames.InputShape] = spec.Input.ToString(),
            [OnnxNames.Layout] = spec.Interleaved ? "NHWC" : "NCHW",
            [OnnxNames.Mean] = JsonSerializer.Serialize(spec.Mean),
            [OnnxNames.StandardDeviation] = JsonSerializer.Serialize(spec.StandardDeviation),
        };
        foreach ((string key, string value) in spec.Metadata)
        {
            if (!entries.TryAdd(key, value)) throw new ArgumentException($"The metadata entry '{key}' is written by the exporter itself.");
        }
        model.MetadataProps.Add(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
    }
}
