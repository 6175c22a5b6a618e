using AfdMlNet.Events;

namespace AfdMlNet.Examples;

/// <summary>Prints every fifth epoch.</summary>
internal sealed class EpochLines : IProgress<TrainingEvent>
{
    public void Report(TrainingEvent value)
    {
        if (value is not EpochEnded { Record: var record } ended || (record.Epoch % 5 != 0 && record.Epoch != ended.Epochs))
            return;
        IEnumerable<string> accuracies = record.Students.Select(student => $"{student.Name} {student.TrainingAccuracy:P0}");
        Console.WriteLine($"  epoch {record.Epoch,2}  {record.Elapsed.TotalSeconds,5:F1} s  {record.ImagesPerSecond,4:F0} images/s  "
            + $"training {string.Join(", ", accuracies)}");
    }
}
