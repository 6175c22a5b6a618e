namespace AfdMlNet.Benchmarks.Scaling;

internal static class ScalingTables
{
    public static void Run()
    {
    }
}
