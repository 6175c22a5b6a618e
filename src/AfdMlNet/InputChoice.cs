using System.Globalization;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet;

/// <summary>Says which input the networks get where that may surprise: of images that share no size, and of large ones.</summary>
internal static class InputChoice
{
    // Twice the side that a network is made for is four times its work and memory.
    private const int Large = 2;

    private const string Otherwise = "ImageWidth and ImageHeight (--size) choose otherwise.";

    /// <summary>Of images that share no size: that they do not, and what was chosen. Null where they do, or a size was asked for.</summary>
    public static string? Unshared(ReadImages read, IReadOnlyList<IStudentNetwork> students) => read switch
    {
        { Misfit: { } misfit, FirstShape: { } first } => string.Create(
            CultureInfo.InvariantCulture,
            $"The images share no size: the first is {first.Width}x{first.Height}, and {LowerFirst(misfit)}, is not. So the input is "
            + $"{read.Shape.Width}x{read.Shape.Height}, which {Largest(students).Name} is made for. {Otherwise}"),
        _ => null,
    };

    /// <summary>Of an input much larger than the networks are made for: an estimate of memory and work. Null of any other.</summary>
    /// <param name="input">The networks' input.</param>
    /// <param name="options">The run.</param>
    /// <param name="seed">The run's seed.</param>
    public static string? TooLarge(ImageShape input, Options options, int seed)
    {
        int native = Largest(options.Students).NativeSize;
        if (Math.Max(input.Width, input.Height) <= Large * native)
            return null;
        double bytes = options.Students.Sum(student => PerImage(student, input, seed)) * options.BatchSize;
        double area = (double)input.Width * input.Height / ((double)native * native);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The input is {input}, {area:0} times the area that {Largest(options.Students).Name} is made for ({native}x{native}): "
            + $"a batch of {options.BatchSize} takes about {bytes / (1 << 20):N0} MiB, and a step about {area:0} times as long. "
            + $"A smaller input is what these networks are for: {Otherwise}");
    }

    private static double PerImage(IStudentNetwork student, ImageShape input, int seed)
    {
        IStudentNetwork recipe = student is PretrainedNetwork pretrained ? pretrained.Network : student;
        using var seeded = new TorchRandomScope(seed);
        using StudentModule network = recipe.Create(input.Channels, classCount: 2);
        return StepMemory.PerImage(network, recipe.NativeSize, input);
    }

    private static IStudentNetwork Largest(IReadOnlyList<IStudentNetwork> students) => students.MaxBy(student => student.NativeSize)!;

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
