using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace AfdMlNet.Scoring;

/// <summary>
/// The few members that ML.NET keeps internal and an estimator outside its own assemblies needs: all of them, in this file.
/// </summary>
internal static class MlNetEnvironment
{
    /// <summary>The environment of a trainers' catalog.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Microsoft.ML.Data.IInternalCatalog.get_Environment")]
    public static extern IHostEnvironment Of(TrainCatalogBase.CatalogInstantiatorBase catalog);

    /// <summary>The stock transforms, in an environment.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern TransformsCatalog Transforms(IHostEnvironment environment);

    /// <summary>The stock data operations, in an environment.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern DataOperationsCatalog Data(IHostEnvironment environment);

    /// <summary>MLContext.GpuDeviceId, or null.</summary>
    public static int? GpuDeviceIdOf(IHostEnvironment environment) =>
        environment.GetType().GetProperty("GpuDeviceId")?.GetValue(environment) as int?;

    /// <summary>MLContext.TempFilePath.</summary>
    public static string TemporaryFolderOf(IHostEnvironment environment) =>
        environment.GetType().GetProperty("TempFilePath")?.GetValue(environment) as string ?? Path.GetTempPath();

    /// <summary>MLContext.FallbackToCpu.</summary>
    public static bool FallbackToCpuOf(IHostEnvironment environment) =>
        environment.GetType().GetProperty("FallbackToCpu")?.GetValue(environment) as bool? ?? false;
}
