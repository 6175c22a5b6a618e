namespace AfdMlNet.Reporting;

/// <summary>The figures that logs and reports show: a table. Another figure is another line.</summary>
internal static class Figures
{
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("ce", "Cross entropy with the labels, in nats.", FigureChart.CrossEntropy, student => student.CrossEntropy),
        new("kl", "tau\u00b2 x KL divergence from the predecessor's probabilities, in nats.", FigureChart.Divergence,
            student => student.KullbackLeibler),
        new("alignment", "Direct alignment with the teacher's feature map, L1 or L2.", FigureChart.Alignment,
            student => student.AlignmentLoss),
        new("d_loss", "Loss of the discriminator, equation (2); 0.5 when it cannot tell the maps apart.", FigureChart.Game,
            student => student.DiscriminatorLoss),
        new("g_loss", "Adversarial loss of the student, equation (3); 0.25 when the discriminator cannot tell the maps apart.",
            FigureChart.Game, student => student.GeneratorLoss),
        new("d_real", "What the discriminator says to the predecessor's maps, 0 to 1.", FigureChart.Scores, student => student.RealScore),
        new("d_fake", "What the discriminator says to the student's own maps, 0 to 1.", FigureChart.Scores, student => student.FakeScore),
        new("d_accuracy", "The fraction of maps that the discriminator puts on the right side, 0 to 1; 0.5 when it cannot tell them apart.",
            FigureChart.DiscriminatorAccuracy, student => student.DiscriminatorAccuracy),
        new("g_norm", "Norm of the adversarial gradient that reaches the feature extractor.", FigureChart.Norms,
            student => student.FeatureGradientNorm),
        new("t_norm", "Norm of the adversarial gradient that reaches the transfer layer.", FigureChart.Norms,
            student => student.TransferGradientNorm),
        new("validation_accuracy", "Accuracy on the validation images, 0 to 1.", FigureChart.Accuracy,
            student => student.ValidationAccuracy),
        new("training_accuracy", "Accuracy on the augmented training batches, 0 to 1.", FigureChart.Accuracy,
            student => student.TrainingAccuracy),
        new("cosine", "Mean cosine between the student's feature map and its predecessor's, -1 to 1.", FigureChart.Similarity,
            student => student.FeatureCosine),
        new("agreement", "The fraction of validation images that the student and its predecessor label alike, 0 to 1.",
            FigureChart.Similarity, student => student.Agreement),
        new("l1", "Mean absolute difference of those maps' elements.", FigureChart.Distance, student => student.FeatureL1),
        new("l2", "Root of the mean squared difference of those maps' elements.", FigureChart.Distance, student => student.FeatureL2),
        new("ece", "Expected calibration error on the validation images: by how much confidence and accuracy differ, 0 to 1.",
            FigureChart.Calibration, student => student.CalibrationError),
        new("learning_rate", "Rate of the logit optimizer.", FigureChart.Rate, student => student.LearningRate),
    ];
}
