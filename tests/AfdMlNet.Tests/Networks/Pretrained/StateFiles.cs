using System.Text;
using System.Text.Json;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Networks.Pretrained;

/// <summary>Writes networks as .safetensors files.</summary>
internal static class StateFiles
{
    /// <summary>
    /// The network's tensors under the names that <paramref name="rename"/> gives them (null leaves one out), and others beside them.
    /// </summary>
    public static string Write(
        nn.Module network, string path, Func<string, string?>? rename = null, params (string Name, float[] Values)[] others)
    {
        var header = new Dictionary<string, object>();
        using var data = new MemoryStream();
        foreach ((string name, Tensor tensor) in network.state_dict())
        {
            if ((rename is null ? name : rename(name)) is not { } stored)
                continue;
            using Tensor plain = tensor.detach().to(ScalarType.Float32).contiguous();
            long begin = data.Length;
            data.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(plain.data<float>().ToArray().AsSpan()));
            header[stored] = new { dtype = "F32", plain.shape, data_offsets = (long[])[begin, data.Length] };
        }
        foreach ((string name, float[] values) in others)
        {
            long begin = data.Length;
            data.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
            header[name] = new { dtype = "F32", shape = (long[])[values.Length], data_offsets = (long[])[begin, data.Length] };
        }
        byte[] json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)json.Length), .. json, .. data.ToArray()]);
        return path;
    }
}
