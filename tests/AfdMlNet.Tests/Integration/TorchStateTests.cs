using Microsoft.ML;
using TorchSharp;

namespace AfdMlNet.Tests.Integration;

/// <summary>What a program has set in torch for itself changes nothing of a training, and is as it was afterwards.</summary>
[TestClass]
public sealed class TorchStateTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_InInferenceModeOrWithAnotherDefaultType_GivesTheSameStudents()
    {
        byte[] expected = Fit();
        using (torch.inference_mode())
        {
            CollectionAssert.AreEqual(expected, Fit());
            Assert.IsTrue(torch.is_inference_mode_enabled());
        }

        torch.set_default_dtype(torch.ScalarType.Float64);
        try
        {
            CollectionAssert.AreEqual(expected, Fit());
            Assert.AreEqual(torch.ScalarType.Float64, torch.get_default_dtype());
        }
        finally
        {
            torch.set_default_dtype(torch.ScalarType.Float32);
        }

        using (torch.inference_mode())
        using (torch.no_grad())
            CollectionAssert.AreEqual(expected, Fit());
    }

    private byte[] Fit()
    {
        using AdversarialDistillationTransformer model =
            ImportedPictures.Fit(_ml, ImportedPictures.Keyed(_ml, DrawnImages.Encoded(8)), options => options.Seed = 3);
        return model.Model;
    }
}
