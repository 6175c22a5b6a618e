using System.Security.Cryptography;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Tests;
using Microsoft.ML;

namespace AfdMlNet.Benchmarks;

/// <summary>Fits the same ring again and again in one process: how many different models, and how many fits that fail?</summary>
internal static class RepeatBenchmark
{
    /// <returns>Whether all fits gave the same bits.</returns>
    public static bool Run(int times)
    {
        var found = new Dictionary<string, int>();
        for (int i = 0; i < times; i++)
        {
            string bits = Fitted();
            found[bits] = found.GetValueOrDefault(bits) + 1;
        }

        foreach ((string bits, int count) in found.OrderByDescending(pair => pair.Value))
            Console.WriteLine($"{count} x {bits}");
        return found.Count == 1;
    }

    // As TrainerTests.Fit_AllImprovementsAtOnce_Trains: batches of 30 and 24, maps of 8 and 12 channels, R1.
    private static string Fitted()
    {
        var ml = new MLContext(1);
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
            Epochs = 2,
            BatchSize = 30,
            Augmentation = AugmentationOptions.None(),
            Teachers = RingTeachers.AllOthers,
            RampUp = 0.5,
            WeightAverage = new(),
            Adversarial = new() { Loss = AdversarialLossKind.Hinge, Every = 2, TwoDepths = true, SpectralNorm = true, GradientPenalty = 1 },
        };
        IDataView images = DrawnImages.Keyed(ml, DrawnImages.Encoded(20));
        try
        {
            using var model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options).Fit(images);
            return string.Join(' ', model.Students.Select(Bits));
        }
        catch (InvalidOperationException error)
        {
            return error.Message;
        }
    }

    private static string Bits(AdversarialDistillationTransformer student)
    {
        string file = Path.GetTempFileName();
        try
        {
            student.ExportOnnx(file);
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..16];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
