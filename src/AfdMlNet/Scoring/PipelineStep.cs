using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AfdMlNet.Scoring;

/// <summary>
/// A scored view as ML.NET's steps look from behind. <c>ConvertToOnnx</c> walks a pipeline from step to step by an interface that ML.NET
/// keeps to itself; a view without it would be taken for the source of the data, and the graph would lack all that is before. This one
/// has it, and refuses to be walked through.
/// </summary>
internal class PipelineStep : DispatchProxy
{
    private const string Refusal = "The targeted pipeline can not be fully converted into a well-defined ONNX model: ConvertToOnnx does "
        + "not reach the network of an AdversarialDistillationTransformer. Use its ExportOnnx(path), or 'afd export' for a saved model.";

    private static readonly Type? _step = typeof(TransformerChain<>).Assembly.GetType("Microsoft.ML.Data.IDataTransform");

    private IDataView _view = null!;

    /// <summary>The same view as a step; the view itself where ML.NET has no such interface.</summary>
    public static IDataView Over(IDataView view)
    {
        if (_step is null)
            return view;
        var step = (PipelineStep)Create(_step, typeof(PipelineStep));
        step._view = view;
        return (IDataView)(object)step;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.DeclaringType == typeof(IDataView)
        ? targetMethod.Invoke(_view, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null)
        : throw new InvalidOperationException(Refusal);
}
