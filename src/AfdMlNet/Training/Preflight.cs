using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;

namespace AfdMlNet.Training;

/// <summary>Names what would fail, before the first epoch.</summary>
internal static class Preflight
{
    /// <summary>All that is wrong, in words.</summary>
    /// <param name="students">The ring.</param>
    /// <param name="deployed">Index of the deployed student, in whose shape maps are compared.</param>
    /// <param name="input">The shape of the networks' input.</param>
    /// <param name="isAdversarial">Whether discriminators take part.</param>
    /// <param name="classNames">The classes, in key order.</param>
    /// <param name="labels">The labels of the training images that have one, from 0.</param>
    /// <param name="images">Number of images in an epoch.</param>
    /// <param name="batchSize">The most images in a batch.</param>
    /// <param name="processes">How many processes share a batch out among themselves.</param>
    public static IReadOnlyList<string> Errors(
        IReadOnlyList<IStudentNetwork> students,
        int deployed,
        ImageShape input,
        bool isAdversarial,
        IReadOnlyList<string> classNames,
        IReadOnlyCollection<int> labels,
        int images,
        int batchSize,
        int processes = 1)
    {
        var errors = new List<string>();
        if (classNames.Count < 2)
            errors.Add($"There {(classNames.Count == 1 ? $"is only one class ('{classNames[0]}')" : "are no classes")}: give images of at "
                + "least two.");
        else if (labels.Count == 0)
            errors.Add("No training image has a label: give some of each class.");
        else if (labels.Distinct().Take(2).Count() == 1)
            errors.Add($"All training images are of one class ('{classNames[labels.First()]}'): give images of at least two.");

        int smallestSide = Math.Min(input.Width, input.Height);
        foreach (IStudentNetwork student in students.DistinctBy(student => student.Name))
        {
            if (smallestSide < student.Stride)
                errors.Add($"{student.Name} needs images of at least {student.Stride}x{student.Stride} pixels, and the input is {input}: "
                    + "set a larger ImageWidth and ImageHeight, or choose another network.");
        }

        int mapSide = (smallestSide + students[deployed].Stride - 1) / students[deployed].Stride;
        if (isAdversarial && smallestSide >= students[deployed].Stride && mapSide < Discriminator.SmallestSide)
            errors.Add($"The feature map of {students[deployed].Name} on {input} images is {mapSide} pixel wide, too small for the "
                + $"discriminator ({Discriminator.SmallestSide}): set a larger ImageWidth and ImageHeight, or use DistillationMethod.Dml.");

        int batches = (images + batchSize - 1) / batchSize;
        if (batches > 0 && images / batches / processes < 2)
            errors.Add(processes > 1
                ? $"{images} training images in batches of at most {batchSize} leave {processes} processes less than 2 images each "
                    + "of a batch, and batch norm needs 2: give a larger batch size or fewer processes."
                : $"{images} training images in batches of at most {batchSize} leave a batch of one image, which batch norm cannot "
                    + "work on: give more images or another batch size.");
        return errors;
    }

    /// <summary>
    /// A warning about classes without a training image, or null. As ML.NET's own trainers do, training goes on: a fold may lack a rare
    /// one.
    /// </summary>
    /// <param name="classNames">The classes, in key order.</param>
    /// <param name="labels">The labels of the training images, from 0.</param>
    public static string? AbsentClasses(IReadOnlyList<string> classNames, IReadOnlyCollection<int> labels)
    {
        var present = labels.ToHashSet();
        string[] absent = [.. classNames.Where((_, label) => !present.Contains(label))];
        return absent.Length == 0
            ? null
            : $"No training image has the class{(absent.Length > 1 ? "es" : "")} {Listed(absent)}, which will never be predicted: add "
                + $"some, or leave {(absent.Length > 1 ? "them" : "it")} out of the label's keys.";
    }

    /// <summary>A warning about classes of which no image was held back to validate on, or null.</summary>
    /// <param name="classNames">The classes, in key order.</param>
    /// <param name="training">The labels of the training images, from 0.</param>
    /// <param name="validation">The labels of the images held back, from 0.</param>
    public static string? NotValidated(
        IReadOnlyList<string> classNames, IReadOnlyCollection<int> training, IReadOnlyCollection<int> validation)
    {
        HashSet<int> missing = [.. training.Except(validation)];
        string[] names = [.. classNames.Where((_, label) => missing.Contains(label))];
        return names.Length == 0
            ? null
            : $"No image of {Listed(names)} is held back to validate on, as the fraction of so few rounds to none: "
                + (validation.Count == 0 ? "nothing is validated, and the last epoch's weights are kept. " : "no validation figure counts "
                + $"{(names.Length > 1 ? "them" : "it")}. ")
                + "A larger ValidationFraction (--validation), or images of one's own to validate on, would.";
    }

    private static string Listed(string[] names)
    {
        const int Most = 5;
        string some = string.Join(", ", names.Take(Most).Select(name => $"'{name}'"));
        return names.Length > Most ? $"{some} and {names.Length - Most} more" : some;
    }
}
