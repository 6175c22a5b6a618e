using AfdMlNet.Distillation;
using AfdMlNet.Events;
using AfdMlNet.Images;

namespace AfdMlNet;

/// <summary>
/// Training images without a label: they take part in every term that needs none, and are left out where no network learns from another.
/// </summary>
internal static class Unlabelled
{
    /// <param name="method">What the networks learn from each other.</param>
    /// <param name="images">All images.</param>
    /// <param name="training">Those to train on.</param>
    /// <param name="emit">Hears what becomes of them.</param>
    /// <returns>Those to train on now.</returns>
    public static int[] Settle(DistillationMethod method, ImageSet images, int[] training, Action<TrainingEvent> emit)
    {
        int[] labelled = Labelled(images, training);
        int missing = training.Length - labelled.Length;
        if (missing == 0)
            return training;
        string count = $"{missing} of {FigureText.Count(training.Length, "training image")} {(missing == 1 ? "has" : "have")} no label";
        bool learns = method.LearnsFromLogits || method.ComparesMaps;
        emit(new RunFinding(learns
            ? $"{count}: the networks learn from them what they tell each other, and cross entropy is of the other {labelled.Length}, "
                + "so often in an epoch that they are about half of it."
            : $"{count} and {(missing == 1 ? "is" : "are")} left out: with the method '{method.Name}' nothing is learned without one."));
        return learns ? training : labelled;
    }

    /// <summary>
    /// What an epoch is of: images with a label stand in it so often that they are about half of it, else few of them are hardly learned.
    /// </summary>
    /// <param name="images">All images.</param>
    /// <param name="training">Those to train on, each once.</param>
    public static int[] Epoch(ImageSet images, int[] training)
    {
        int[] labelled = Labelled(images, training);
        int times = labelled.Length == 0 ? 1 : (training.Length - labelled.Length) / labelled.Length;
        return times <= 1 ? training : [.. Enumerable.Repeat(labelled, times - 1).Append(training).SelectMany(indices => indices).Order()];
    }

    /// <summary>Those that have a label.</summary>
    /// <param name="images">All images.</param>
    /// <param name="indices">Some of them.</param>
    public static int[] Labelled(ImageSet images, int[] indices) =>
        [.. indices.Where(index => images.Labels[index] != LabelColumn.Missing)];
}
