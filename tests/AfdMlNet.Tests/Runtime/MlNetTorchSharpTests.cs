using Microsoft.ML;
using Microsoft.ML.TorchSharp;

namespace AfdMlNet.Tests.Runtime;

/// <summary>ML.NET's own torch trainers were built for TorchSharp 0.102.7; an application may use them beside this library.</summary>
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
}
