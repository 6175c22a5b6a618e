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
            [OnnxNames.Layout] = spec.Interleaved ? OnnxNames.Interleaved : OnnxNames.Planar,
            [OnnxNames.InputType] = "float32",
            [OnnxNames.Precision] = "float32",
            [OnnxNames.PixelScale] = JsonSerializer.Serialize((float[])[spec.PixelScale.Scale, spec.PixelScale.Offset]),
            [OnnxNames.Mean] = JsonSerializer.Serialize(spec.Mean),
            [OnnxNames.StandardDeviation] = JsonSerializer.Serialize(spec.StandardDeviation),
        };
        foreach ((string key, string value) in spec.Metadata)
        {
            if (!entries.TryAdd(key, value))
                throw new ArgumentException($"The metadata entry '{key}' is written by the exporter itself.");
        }
        model.MetadataProps.Add(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
    }

    /// <summary>An entry's value, or null.</summary>
    public static string? Read(ModelProto model, string key) => model.MetadataProps.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>Writes an entry in place of one of that name.</summary>
    public static void Set(ModelProto model, string key, string value)
    {
        StringStringEntryProto? entry = model.MetadataProps.FirstOrDefault(entry => entry.Key == key);
        if (entry is null)
            model.MetadataProps.Add(entry = new StringStringEntryProto { Key = key });
        entry.Value = value;
    }
}
