using System.Diagnostics;
using AfdMlNet.Checkpoints;
using AfdMlNet.Events;
using AfdMlNet.Tests.Checkpoints;
using Microsoft.ML;

namespace AfdMlNet.Tests.Integration;

/// <summary>What lies among a run's checkpoints and is none of its own.</summary>
[TestClass]
public sealed class ForeignCheckpointTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("afd-foreign").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("pipe", "a pipe or a device")]
    [DataRow("link to a pipe", "a pipe or a device")]
    [DataRow("link to a device", "a pipe or a device")]
    [DataRow("link to nothing", "Could not find")]
    [DataRow("folder", "It is a folder.")]
    [DataRow("text", "It is cut off.")]
    public void Fit_NewestIsNoCheckpoint_IsPassedOverByNameAndTheRunGoesOn(string kind, string why)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("Pipes and devices have names on Unix alone.");
        Stop(Train());
        string newest = Named("000000900");
        Make(kind, newest);
        var heard = new List<TrainingEvent>();

        Stop(Train(heard.Add));

        string finding = heard.OfType<RunFinding>().First().Message;
        Assert.Contains($"'{newest}' is passed over", finding);
        Assert.Contains(why, finding);
        Assert.IsNotEmpty(heard.OfType<RunResumed>());
        Assert.IsTrue(File.Exists(Named("000901")), "The next one takes a name that is free.");
    }

    [TestMethod]
    [DataRow(2, "an earlier")]
    [DataRow(4, "a later")]
    public void Fit_NewestIsOfAnotherVersion_IsRefusedThoughThereIsOneBefore(int version, string side)
    {
        Stop(Train());
        CheckpointFileTests.WriteVersion(Named("000900"), version);

        string message = Assert.ThrowsExactly<NotSupportedException>(() => Train()).Message;

        Assert.Contains($"'{Named("000900")}' cannot be gone on from. It is of version {version}, {side} one", message);
    }

    [TestMethod]
    [DataRow("9223372036854775807")]
    [DataRow("9223372036854775806")]
    [DataRow("99999999999999999999999")]
    public void Fit_NumberThatNoRunComesTo_IsRefusedByName(string number)
    {
        File.WriteAllText(Named(number), "x");

        Assert.Contains(
            $"'{Named(number)}' has a number that no run comes to", Assert.ThrowsExactly<InvalidDataException>(() => Train()).Message);
    }

    [TestMethod]
    public void Fit_TensorOrPartMissing_NamesTheFile()
    {
        Stop(Train());
        string newest = Directory.GetFiles(_folder, "*.safetensors").Order(StringComparer.Ordinal).Last();
        string state;
        using (CheckpointFile file = CheckpointFile.Open(newest))
            state = file.State;

        Write(newest, state);
        Assert.Contains($"'{newest}' cannot be gone on from. It holds no '", Refusal());
        Write(newest, state.Replace("\"parts\":{", "\"parts\":{},\"x\":{", StringComparison.Ordinal));
        Assert.Contains($"'{newest}' cannot be gone on from. It holds no '", Refusal());
    }

    private static void Write(string path, string state)
    {
        using FileStream file = File.Create(path);
        CheckpointFile.Write(file, state, []);
    }

    private string Refusal() => Assert.ThrowsExactly<InvalidDataException>(() => Train()).Message;

    private string Named(string number) => Path.Combine(_folder, $"checkpoint-{number}.safetensors");

    private void Make(string kind, string path)
    {
        switch (kind)
        {
            case "pipe":
                MakePipe(path);
                break;
            case "link to a pipe":
                MakePipe(Path.Combine(_folder, "pipe"));
                File.CreateSymbolicLink(path, Path.Combine(_folder, "pipe"));
                break;
            case "link to a device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case "link to nothing":
                File.CreateSymbolicLink(path, Path.Combine(_folder, "nothing"));
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                File.WriteAllText(path, "text");
                break;
        }
    }

    private static void MakePipe(string path)
    {
        using Process made = Process.Start("mkfifo", path);
        made.WaitForExit();
        Assert.AreEqual(0, made.ExitCode);
    }

    private static void Stop(TrainingHistory history) => Assert.AreEqual(StopReason.Cancelled, history.StopReason);

    /// <summary>Trains an epoch more and is stopped.</summary>
    private TrainingHistory Train(Action<TrainingEvent>? hear = null)
    {
        using var stop = new CancellationTokenSource();
        var options = new AdversarialDistillationTrainer.Options
        {
            Students = [new TinyNetwork(8, "small"), new TinyNetwork(12, "large")],
            Epochs = 100,
            BatchSize = 27,
            Seed = 3,
            Checkpoint = new() { Folder = _folder },
            CancellationToken = stop.Token,
        };
        options.Progress = new Listener(happening =>
        {
            hear?.Invoke(happening);
            if (happening is EpochEnded)
                stop.Cancel();
        });
        var ml = new MLContext(1);
        using AdversarialDistillationTransformer model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, DrawnImages.Encoded(30)));
        return model.History;
    }
}
