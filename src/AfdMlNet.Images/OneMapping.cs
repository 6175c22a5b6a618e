using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace AfdMlNet.Images;

/// <summary>A column that holds 1 in every row: what a stock <c>Expression</c> step needs to make a constant from.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class OneMapping : CustomMappingFactory<OneMapping.Input, OneMapping.Output>
{
    internal const string ContractName = "AfdMlNet.Images.One";

    /// <inheritdoc/>
    public override Action<Input, Output> GetMapping() => static (_, output) => output.One = 1;

    internal sealed class Input;

    internal sealed class Output
    {
        internal const string OneColumn = "__afd_one";

        [ColumnName(OneColumn)]
        public float One { get; set; }
    }
}
