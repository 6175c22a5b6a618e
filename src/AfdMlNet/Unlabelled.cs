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
    /// <returns>
    /// Those to train on now: images with a label so often that they are about half of an epoch, else few of them are hardly learned.
    /// </returns>
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
        if (!learns || labelled.Length == 0)
            return labelled;
        int times = Math.Max(1, missing / labelled.Length);
        return [.. Enumerable.Repeat(labelled, times).SelectMany(images => images).Concat(training.Except(labelled)).Order()];
    }

    /// <summary>Those that have a label.</summary>
    /// <param name="images">All images.</param>
    /// <param name="indices">Some of them.</param>
    public static int[] Labelled(ImageSet images, int[] indices) =>
        [.. indices.Where(index => images.Labels[index] != LabelColumn.Missing)];
}
