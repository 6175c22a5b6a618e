using AfdMlNet.Convolutions;
using AfdMlNet.Events;
using AfdMlNet.Networks;
using AfdMlNet.Runtime;
using Microsoft.ML;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AfdMlNet.Tests.Integration;

/// <summary>The end of a run: a stop within a large batch, and a last checkpoint that cannot be written.</summary>
[TestClass]
public sealed class EndOfTrainingTests
{
    private const int Epochs = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("afd-end").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(5)]
    public void Fit_StoppedWithinALargeBatch_LeavesTheStepAndGoesOnToTheSameBits(int forward)
    {
        EncodedRow[] large = DrawnImages.Encoded(4, side: 256);
        byte[] whole = Train(Options(_ => { }), large).Student;
        using var stop = new CancellationTokenSource();
        int forwards = 0, done = 0;
        AdversarialDistillationTrainer.Options options = Options(_ =>
        {
            if (++forwards == forward)
                stop.Cancel();
        });
        options.Checkpoint = new() { Folder = _folder };
        options.CancellationToken = stop.Token;
        options.Progress = new Listener(happening => done += happening is BatchEnded ? 1 : 0);

        TrainingHistory? history = null;
        try
        {
            history = Train(options, large).History;
        }
        catch (OperationCanceledException)
        {
            // Within the first step there is nothing to keep yet.
        }

        Assert.AreEqual(forward, forwards, "No forward begins after the stop.");
        Assert.IsTrue(history is null == (done == 0));
        AdversarialDistillationTrainer.Options again = Options(_ => { });
        again.Checkpoint = new() { Folder = _folder };
        CollectionAssert.AreEqual(whole, Train(again, large).Student);
    }

    [TestMethod]
    public void Fit_StoppedWhileTheRingIsBuilt_TriesNoConvolutionAnyMore()
    {
        using var stop = new CancellationTokenSource();
        var heard = new List<TrainingEvent>();
        AdversarialDistillationTrainer.Options options = Options(_ => { });
        options.CancellationToken = stop.Token;
        options.Students = [new HeardNetwork("small", 4, _ => { }, stop.Cancel), .. options.Students.Skip(1)];
        options.Progress = new Listener(heard.Add);

        Assert.Throws<OperationCanceledException>(() => Train(options, DrawnImages.Encoded(4)));

        Assert.IsEmpty(heard.OfType<RunStarted>());
    }

    [TestMethod]
    public void Convolution_StopAskedFor_IsHeededBeforeTheNextOne()
    {
        using var scope = NewDisposeScope();
        Conv2d layer = nn.Conv2d(3, 4, 3);
        Tensor map = zeros(2, 3, 8, 8);
        using var stop = new CancellationTokenSource();
        Tensor Run() => HeededStop.During(() => LayerConvolution.Run(layer, map), stop.Token);

        CollectionAssert.AreEqual((long[])[2, 4, 6, 6], Run().shape);
        stop.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(Run);
        CollectionAssert.AreEqual((long[])[2, 4, 6, 6], LayerConvolution.Run(layer, map).shape);
    }

    [TestMethod]
    [DataRow("file", true)]
    [DataRow("file", false)]
    [DataRow("dangling link", true)]
    public void Fit_LastCheckpointCannotBeWritten_IsAFindingAndTheStudentsAreThoseOfAnyRun(string kind, bool completes)
    {
        EncodedRow[] rows = DrawnImages.Encoded(9);
        byte[] whole = Train(Options(_ => { }), rows).Student;
        using var stop = new CancellationTokenSource();
        string checkpoints = Path.Combine(_folder, "checkpoints");
        AdversarialDistillationTrainer.Options options = Options(_ => { });
        options.Checkpoint = new() { Folder = checkpoints };
        options.CancellationToken = stop.Token;
        options.Progress = new Listener(happening =>
        {
            if (happening is not EpochEnded { Record.Epoch: var epoch } || epoch != (completes ? Epochs : 2))
                return;
            Directory.Delete(checkpoints, recursive: true);
            if (kind == "file")
                File.WriteAllText(checkpoints, "in the way");
            else
                File.CreateSymbolicLink(checkpoints, Path.Combine(_folder, "none", "none"));
            if (!completes)
                stop.Cancel();
        });
        if (!completes)
            options.Checkpoint.EveryEpochs = null;

        Outcome outcome = Train(options, rows);

        Assert.Contains("The last checkpoint is missing; what was learnt is not.", outcome.History.Findings[^1]);
        Assert.AreEqual(completes ? StopReason.Completed : StopReason.Cancelled, outcome.History.StopReason);
        if (completes)
            CollectionAssert.AreEqual(whole, outcome.Student);
    }

    private static AdversarialDistillationTrainer.Options Options(Action<string> hear) => new()
    {
        Students = [new HeardNetwork("small", 4, hear), new HeardNetwork("large", 6, hear)],
        Epochs = Epochs,
        BatchSize = 12,
        Seed = 3,
        // One after the other.
        Threads = 1,
        ValidationFraction = 0,
        Adversarial = new() { SpectralNorm = true },
    };

    private static Outcome Train(AdversarialDistillationTrainer.Options options, EncodedRow[] rows)
    {
        var ml = new MLContext(1);
        using AdversarialDistillationTransformer model = ml.MulticlassClassification.Trainers.AdversarialDistillation(options)
            .Fit(DrawnImages.Keyed(ml, rows));
        return new(model.OnnxBytes(), model.History);
    }

    private sealed record Outcome(byte[] Student, TrainingHistory History);

    /// <summary>Tells of each forward in training.</summary>
    private sealed class HeardNetwork(string name, int width, Action<string> hear, Action? made = null) : IStudentNetwork
    {
        public string Name => name;

        public int NativeSize => 8;

        public int Stride => 4;

        public StudentModule Create(int channels, int classCount)
        {
            made?.Invoke();
            return new Module(channels, width, classCount, () => hear(name));
        }

        private sealed class Module : StudentModule
        {
            private readonly Conv2d _convolution;
            private readonly BatchNorm2d _norm;
            private readonly Action _hear;

            public Module(int channels, int width, int classCount, Action hear) : base("heard", nn.Linear(width, classCount))
            {
                _convolution = nn.Conv2d(channels, width, 5, stride: 4, padding: 2, bias: false);
                _norm = nn.BatchNorm2d(width);
                _hear = hear;
                RegisterComponents();
            }

            public override T Features<T>(ILayerOperations<T> layers, T image)
            {
                if (image is Tensor { shape: [>= 9, ..] } && training)
                    _hear();
                return layers.Relu(layers.Convolution(image, _convolution, _norm));
            }
        }
    }
}
