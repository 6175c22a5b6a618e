using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace AfdMlNet.Scoring;

/// <summary>The few members that ML.NET keeps internal and an estimator outside its own assemblies needs: all of them, in this file.</summary>
internal static class MlNetEnvironment
{
    /// <summary>The environment of a trainers' catalog.</summary>
    public static IHostEnvironment Of(MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog) => throw new NotImplementedException();
}
