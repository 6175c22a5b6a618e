using System.Security.Cryptography;
using AfdMlNet.Networks;
using Onnx;

namespace AfdMlNet.ImageNet;

/// <summary>The ONNX file of Microsoft.ML.DnnImageFeaturizer.ResNet18: CNTK's ResNet-18 for ImageNet without its classifier.</summary>
internal static class ResNet18File
{
    public const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18";

    private const string Hash = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f";

    // The mean over the pixels of the mean image in the package's ResNetPreprocess.onnx, of bytes.
    private const double Red = 123.151631, Green = 115.902882, Blue = 103.062624;

    /// <summary>Where the package puts it beside an application.</summary>
    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "DnnImageModels", "ResNet18Onnx", "ResNet18.onnx");

    /// <summary>What the weights get here: their own mean, and ImageNet's deviation for values of about 1 (the file has bytes).</summary>
    public static ImageNormalization Normalization { get; } = new(
        new(Red / 255, ImageNormalization.ImageNet.Red.Deviation), new(Green / 255, ImageNormalization.ImageNet.Green.Deviation),
        new(Blue / 255, ImageNormalization.ImageNet.Blue.Deviation));

    /// <summary>What the file's weights expect: bytes less their mean, not divided.</summary>
    public static ImageNormalization Stored { get; } =
        new(new(Red / 255, 1 / 255.0), new(Green / 255, 1 / 255.0), new(Blue / 255, 1 / 255.0));

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is another.</exception>
    public static GraphProto Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"There is no file '{path}' with ImageNet's weights. It comes with the package {Package}: reference it in the "
                + "application's project, "
                + "or copy its folder DnnImageModels beside the application.", path);
        byte[] bytes = File.ReadAllBytes(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return hash == Hash
            ? ModelProto.Parser.ParseFrom(bytes).Graph
            : throw new InvalidDataException(
                $"'{path}' is not the ResNet-18 of {Package} 0.23.1: its SHA-256 is {hash} and not {Hash}. Reference that version, or "
                    + "restore it anew.");
    }
}
