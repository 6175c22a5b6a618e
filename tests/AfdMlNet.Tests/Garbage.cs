namespace AfdMlNet.Tests;

/// <summary>What nobody holds any more, which would be counted with what is still alive.</summary>
internal static class Garbage
{
    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
