using Onnx;

namespace AfdMlNet.Onnx;

/// <summary>The versions of ONNX's operator set that the graphs are written for.</summary>
internal static class OnnxOpset
{
    /// <summary>Softmax and Squeeze have had their present form since this one.</summary>
    public const int Oldest = 13;

    /// <summary>The newest one that none of the operators used here changed its form in.</summary>
    public const int Newest = 22;

    /// <summary>What most runtimes know.</summary>
    public const int Default = 17;

    /// <summary>The file format's version that came with an operator set (ONNX's table of releases, docs/Versioning.md).</summary>
    public static long IrVersion(int opset) => opset switch
    {
        >= Oldest and <= 14 => 7,
        <= 18 => 8,
        <= 20 => 9,
        _ => 10,
    };

    public static void Check(int opset)
    {
        if (opset is < Oldest or > Newest)
            throw new ArgumentOutOfRangeException(
                nameof(opset), opset, $"The ONNX operator set is {Oldest} to {Newest}; 17 suits most runtimes.");
    }

    /// <summary>Makes a model one of another operator set. The operators that are used have one form in all of them.</summary>
    public static void Set(ModelProto model, int opset)
    {
        Check(opset);
        model.IrVersion = IrVersion(opset);
        model.OpsetImport.First(IsDefault).Version = opset;
    }

    /// <summary>The version of the default operator set that a model asks for.</summary>
    public static long Of(ModelProto model) => model.OpsetImport.First(IsDefault).Version;

    private static bool IsDefault(OperatorSetIdProto set) => set.Domain is "" or "ai.onnx";
}
