namespace AfdMlNet.Tests;

/// <summary>A trained student as bytes, to be compared.</summary>
internal static class ExportedStudent
{
    public static byte[] OnnxBytes(this AdversarialDistillationTransformer model)
    {
        string file = Path.GetTempFileName();
        model.ExportOnnx(file);
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        return bytes;
    }
}
