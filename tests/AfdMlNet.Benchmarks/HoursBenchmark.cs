using System.Diagnostics;
using AfdMlNet.Checkpoints;
using AfdMlNet.Events;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using Microsoft.ML;
using static TorchSharp.torch;

namespace AfdMlNet.Benchmarks;

/// <summary>
/// One process for hours: a run is trained and keeps checkpoints, and several threads score with one model meanwhile. What memory, handles
/// and tensors do, and whether every prediction is the one that a thread alone makes.
/// </summary>
internal static class HoursBenchmark
{
    private const int Images = 2_000;
    private const int Threads = 4;
    private const int Rows = 24;

    // Between two predictions of a thread: training is to have the larger part of the machine.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    /// <returns>Whether every prediction was right.</returns>
    public static bool Run(string archive, TimeSpan time)
    {
        Runtime.TorchRuntime.EnsureLoaded();
        Machine.Describe();
        using var images = new TestImages(archive, Images);
        using StudentModule network = SampleNetwork.Create("resnet8", images.Bytes(0, 64));
        using var ways = new ScoringWays(StudentOnnx.Write(network, SampleNetwork.Spec));
        byte[][] files = [.. images.Files.Select(File.ReadAllBytes)];
        Func<byte[], float[]>[] engines = [.. Enumerable.Range(0, Threads).Select(_ => ways.NewEngine())];
        float[][] alone = [.. files.Select(engines[0])];

        Console.WriteLine(
            "| minutes | epochs | checkpoints | predictions | differing | resident MB | managed MB | handles | tensors | threads |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var counts = new Counts();
        using var ended = new CancellationTokenSource();
        Thread[] scoring =
            [.. engines.Select((engine, thread) => new Thread(() => Score(engine, files, alone, new Random(thread), counts, ended.Token)))];
        foreach (Thread thread in scoring)
            thread.Start();
        DirectoryInfo checkpoints = Directory.CreateTempSubdirectory("afd-hours-");
        try
        {
            Train(files, images.Classes, checkpoints.FullName, time, counts);
        }
        finally
        {
            ended.Cancel();
            foreach (Thread thread in scoring)
                thread.Join();
            checkpoints.Delete(recursive: true);
        }

        counts.Write(time);
        return counts.Differing == 0;
    }

    private static void Score(
        Func<byte[], float[]> engine, byte[][] files, float[][] alone, Random random, Counts counts, CancellationToken ended)
    {
        do
        {
            int image = random.Next(files.Length);
            Interlocked.Increment(ref counts.Predictions);
            if (!engine(files[image]).AsSpan().SequenceEqual(alone[image]))
                Interlocked.Increment(ref counts.Differing);
        }
        while (!ended.WaitHandle.WaitOne(_pause));
    }

    private static void Train(byte[][] files, IReadOnlyList<string> classes, string checkpoints, TimeSpan time, Counts counts)
    {
        var context = new MLContext(1);
        IDataView rows = context.Data.LoadFromEnumerable(files.Zip(classes, (image, label) => new Row { Features = image, Label = label }));
        context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.MulticlassClassification.Trainers.AdversarialDistillation(new AdversarialDistillationTrainer.Options
            {
                Students = [StudentNetworks.CifarResNet(8), StudentNetworks.CifarResNet(14)],
                Epochs = 1_000_000,
                TimeBudget = time,
                KeepFreedMemory = true,
                Checkpoint = new CheckpointOptions { Folder = checkpoints, EveryTime = TimeSpan.FromMinutes(1) },
                Progress = new Watch(counts, time / Rows),
            }))
            .Fit(rows)
            .Dispose();
    }

    /// <summary>Hears the run on its own thread, where between two batches nothing of a step is alive.</summary>
    private sealed class Watch(Counts counts, TimeSpan period) : IProgress<TrainingEvent>
    {
        private TimeSpan _next;

        public void Report(TrainingEvent value)
        {
            if (value is EpochEnded)
                counts.Epochs++;
            if (value is CheckpointWritten)
                counts.Checkpoints++;
            if (value is not BatchEnded batch || batch.Elapsed < _next)
                return;
            _next = batch.Elapsed + period;
            counts.Write(batch.Elapsed);
        }
    }

    private sealed class Counts
    {
        public long Predictions;
        public long Differing;

        public int Epochs { get; set; }

        public int Checkpoints { get; set; }

        public void Write(TimeSpan elapsed)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(FormattableString.Invariant(
                $"| {elapsed.TotalMinutes:0} | {Epochs} | {Checkpoints} | {Interlocked.Read(ref Predictions)} | {Interlocked.Read(ref Differing)} | {process.WorkingSet64 / 1e6:0} | {GC.GetTotalMemory(false) / 1e6:0} | {process.HandleCount} | {Tensor.TotalCount} | {process.Threads.Count} |"));
        }
    }

    private sealed class Row
    {
        public string Label { get; set; } = "";

        public byte[] Features { get; set; } = [];
    }
}
