using Microsoft.ML;
using Microsoft.ML.TorchSharp;
using TorchSharp;

namespace AfdMlNet.Tests.Runtime;

/// <summary>
/// ML.NET's own torch trainers (0.23.1) were built for TorchSharp 0.102.7. Beside this library's version they load, but cannot be fitted:
/// what they rely on is shown here, so that a newer pair of versions that works again is noticed.
/// </summary>
[TestClass]
public class MlNetTorchSharpTests
{
    [TestMethod]
    public void TextClassification_WithThisTorchSharp_CanBeMade()
    {
        var mlContext = new MLContext(1);

        var trainer = mlContext.MulticlassClassification.Trainers.TextClassification();

        Assert.IsNotNull(trainer);
    }

    /// <summary>
    /// Text classification, sentence similarity and entity recognition dispose what torch.nn.init returns. In 0.102.7 that was a second
    /// handle; now it is the weight itself, so their networks lose their weights ("Mismatched state_dict sizes", machinelearning#7350).
    /// </summary>
    [TestMethod]
    public void Init_ResultDisposed_TakesTheWeightWithIt()
    {
        using var layer = torch.nn.Linear(2, 2);

        torch.nn.init.xavier_uniform_(layer.weight).Dispose();

        Assert.IsTrue(layer.weight.IsInvalid);
    }
}
