using AfdMlNet;
using AfdMlNet.Networks;
using AfdMlNet.Scoring;

// The namespace of MLContext, so that the trainer appears beside ML.NET's own.
namespace Microsoft.ML;

/// <summary>Adds adversarial distillation to <c>mlContext.MulticlassClassification.Trainers</c>.</summary>
public static class AdversarialDistillationCatalog
{
    /// <summary>
    /// Trains a ring of networks that teach each other and yields the first one. The parameters, their order and their defaults are those
    /// of ML.NET's <c>ImageClassification</c>, so that in a program written for it the method's name is all that changes.
    /// </summary>
    /// <param name="catalog">The trainers' catalog.</param>
    /// <param name="labelColumnName">The label: a key column, as <c>MapValueToKey</c> gives it.</param>
    /// <param name="featureColumnName">
    /// The images: encoded bytes of any size (<c>byte[]</c>, as <c>LoadRawImageBytes</c> gives them), <c>MLImage</c>, or pixels as a vector
    /// of <c>float</c> (as <c>ExtractPixels</c> gives them).
    /// </param>
    /// <param name="scoreColumnName">The probabilities, in key order.</param>
    /// <param name="predictedLabelColumnName">The predicted key, with the label's values.</param>
    /// <param name="validationSet">Images to validate on; null (default) holds back a tenth of the training images.</param>
    /// <param name="students">The ring, the student to deploy first; null (default) is ResNet-20 taught by ResNet-32.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An argument is out of its range: the message lists all that are.</exception>
    public static AdversarialDistillationTrainer AdversarialDistillation(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        IDataView? validationSet = null,
        IEnumerable<IStudentNetwork>? students = null)
    {
        var options = new AdversarialDistillationTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ScoreColumnName = scoreColumnName,
            PredictedLabelColumnName = predictedLabelColumnName,
            ValidationSet = validationSet,
        };
        if (students is not null)
            options.Students = [.. students];
        return catalog.AdversarialDistillation(options);
    }

    /// <summary>Trains a ring of networks that teach each other, with every option at hand.</summary>
    /// <param name="catalog">The trainers' catalog.</param>
    /// <param name="options">The options; copied, so that later changes have no effect.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentException">An option is out of its range: the message lists all that are.</exception>
    public static AdversarialDistillationTrainer AdversarialDistillation(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        AdversarialDistillationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new AdversarialDistillationTrainer(MlNetEnvironment.Of(catalog), options);
    }
}
