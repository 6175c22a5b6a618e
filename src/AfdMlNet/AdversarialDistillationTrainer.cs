using AfdMlNet.Checkpoints;
using AfdMlNet.Distillation;
using AfdMlNet.Distributed;
using AfdMlNet.Events;
using AfdMlNet.Files;
using AfdMlNet.Images;
using AfdMlNet.Networks;
using AfdMlNet.Onnx;
using AfdMlNet.Runtime;
using AfdMlNet.Scoring;
using AfdMlNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace AfdMlNet;

/// <summary>
/// Trains a ring of networks by online adversarial distillation (Chung, Park, Kim and Kwak, "Feature-map-level Online Adversarial Knowledge
/// Distillation", ICML 2020): each learns from its predecessor's class probabilities and, through a discriminator, from the distribution of
/// its feature maps. Made by <see cref="AdversarialDistillationCatalog"/>.
/// </summary>
public sealed partial class AdversarialDistillationTrainer : IEstimator<AdversarialDistillationTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly IHost _host;
    private readonly Options _options;
    private readonly int _seed;
    // The deployed student's, of several.
    private readonly int? _gpuDeviceId;
    private readonly bool _fallbackToCpu;

    internal AdversarialDistillationTrainer(IHostEnvironment environment, Options options)
    {
        options.Validate();
        _options = options.Copy();
        _environment = environment;
        _host = environment.Register(nameof(AdversarialDistillationTrainer));
        // All of these are settled here, so that every Fit of this trainer is the same.
        _seed = options.Seed ?? _host.Rand.Next();
        _gpuDeviceId = options.GpuDeviceIds is { } several
            ? several[options.DeployedStudent % several.Count]
            : options.GpuDeviceId ?? MlNetEnvironment.GpuDeviceIdOf(environment);
        _fallbackToCpu = options.FallbackToCpu ?? MlNetEnvironment.FallbackToCpuOf(environment);
    }

    /// <summary>Trains the ring.</summary>
    /// <param name="input">Rows with the label (a key) and the image.</param>
    /// <returns>The transformer that scores the deployed student, with every student, their ensemble and the history at hand.</returns>
    /// <exception cref="ArgumentException">
    /// A column is missing or of the wrong type, or the images cannot be trained on: the message lists all that is wrong.
    /// </exception>
    /// <exception cref="InvalidOperationException">The GPU asked for is not there, or training diverged.</exception>
    /// <exception cref="DllNotFoundException">
    /// No native torch for this machine is beside the application; the message names the package to add.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled before the first batch, or at any time where <see cref="Options.ThrowWhenCancelled"/> asks for it; else the best students
    /// so far are returned.
    /// </exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for a batch; the message says what to try.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written, or another run has the folder of checkpoints.</exception>
    /// <exception cref="ProcessGroupException">Another process of <see cref="Options.Distributed"/> is lost.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints and none of them can be read.</exception>
    public AdversarialDistillationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        TrainingColumns.Check(input.Schema, _options);
        TorchRuntime.EnsureLoaded();
        using var defaults = new TorchDefaults();
        using IDisposable? memory = _options.KeepFreedMemory ? NativeAllocator.KeepFreedMemory() : null;
        Placement placement = _options.GpuDeviceIds is { } several
            ? DeviceChoice.ChooseAll(several, _fallbackToCpu)
            : new Placement(DeviceChoice.Choose(_gpuDeviceId, _fallbackToCpu));

        using IChannel log = _host.Start("Training");
        using IProgressChannel progress = _host.StartProgressChannel("Training");
        var listener = new ChannelListener(log, progress);
        void Emit(TrainingEvent trainingEvent)
        {
            listener.On(trainingEvent);
            _options.Progress?.Report(trainingEvent);
        }

        using TrainingImages images = TrainingImages.Read(input, _options, _seed, Emit);
        TrainedRing ring = Train(images, placement, Emit);
        var chain = new ScoringChain(
            _host, input.Schema, images.Column, images.Shape, _options.ImageFit, images.Labels, _options.ScoreColumnName,
            _options.PredictedLabelColumnName,
            new OnnxDevice(_gpuDeviceId, _fallbackToCpu), MlNetEnvironment.TemporaryFolderOf(_environment));
        return new AdversarialDistillationTransformer(ring, chain);
    }

    /// <summary>The schema after scoring: the score vector and the predicted key are added.</summary>
    /// <param name="inputSchema">The schema before.</param>
    /// <returns>The schema after.</returns>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        TrainingColumns.Check(inputSchema, _options);
        TransformsCatalog transforms = MlNetEnvironment.Transforms(_host);
        return transforms.Conversion.MapKeyToVector(_options.ScoreColumnName, _options.LabelColumnName)
            .Append(transforms.CopyColumns(_options.PredictedLabelColumnName, _options.LabelColumnName))
            .GetOutputSchema(inputSchema);
    }

    private TrainedRing Train(TrainingImages images, Placement placement, Action<TrainingEvent> emit)
    {
        TrainingPlan plan = PlanOf(_options);
        IProcessGroup? group = _options.Distributed is { Size: > 1 } several ? several : null;
        int threads = ProcessorThreads.Of(_options.Threads, _options.Distributed?.CountOnThisMachine ?? 1);
        IReadOnlyDictionary<string, string> identity = images.Identity(_options, _seed);
        if (group is not null)
            RunConsistency.Check(group, identity);
        // The convolutions of large images take minutes to try. Processes that train together end together, after a batch.
        using Ring ring = HeededStop.During(
            () => NewRing(plan, images, placement, emit), group is null ? _options.CancellationToken : CancellationToken.None);
        BatchLoader training = images.TrainingBatches(_options, _seed);
        emit(new RunStarted(
            [.. ring.Peers.Select(peer => new StudentInfo(peer.Name, peer.NetworkParameters.Sum(parameter => parameter.numel())))],
            _options.DeployedStudent, plan.Method.Name, images.TrainingCount, images.ValidationCount, images.Labels.Names, images.Shape,
            plan.Epochs, training.BatchesPerEpoch, string.Join(", ", ring.Devices), threads, _seed)
        {
            Processes = group?.Size ?? 1,
        });

        BatchLoader? validation = images.ValidationBatches(_options);
        using RunCheckpoints? checkpoints = _options.Checkpoint is { } wanted
            ? RunCheckpoints.Open(wanted, identity, emit, group)
            : null;
        using var budget = new CancellationTokenSource(_options.TimeBudget ?? Timeout.InfiniteTimeSpan, _options.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_options.CancellationToken, budget.Token);
        var run = new RunContext
        {
            Plan = plan,
            Ring = ring,
            Training = training,
            Validation = validation,
            Threads = threads,
            Emit = emit,
            Checkpoints = checkpoints is null ? null : new PhaseCheckpoints(checkpoints),
            Group = group,
        };
        if (checkpoints?.Latest is null)
            new HeadFit(images.HeadBatches(_seed), threads, emit).Run(ring, ending.Token);
        StudentOutcome? teacher = plan.Method.IsOffline ? Freeze(run, ending.Token) : null;
        using var loop =
            new TrainingLoop(run with { Checkpoints = run.Checkpoints is null ? null : run.Checkpoints with { Teacher = teacher } });
        TrainingHistory history = loop.Run(ending.Token);
        if (history.StopReason == StopReason.Cancelled && _options.ThrowWhenCancelled)
            throw new OperationCanceledException("Training was ended early.", _options.CancellationToken);
        if (teacher is not null)
            history = history with { Students = [.. history.Students.Select((outcome, k) => k == plan.Deployed ? outcome : teacher)] };
        return new TrainedRing(
            [.. ring.Peers.Select(peer => peer.Name)],
            [.. ring.Peers.Select((peer, k) => Model(
                peer.Deployed, images.OnnxSpec(TrainingFacts(images.Column, peer.Name, history.Students[k]))))],
            _options.DeployedStudent, images.Labels.Names, images.Shape, history);
    }

    private byte[] Model(StudentModule network, OnnxModelSpec spec)
    {
        byte[] model = StudentOnnx.Write(network, spec);
        return _options.HalfWeights ? HalfWeights.Of(model) : model;
    }

    private Ring NewRing(TrainingPlan plan, TrainingImages images, Placement placement, Action<TrainingEvent> emit)
    {
        Ring ring = RingBuilder.Build(RingPlanOf(plan, images), placement, Optimizers.For(plan));
        try
        {
            CheckNetworks(ring, images, emit);
            return ring;
        }
        catch
        {
            ring.Dispose();
            throw;
        }
    }

    // On a GPU no convolution goes to oneDNN.
    private void CheckNetworks(Ring ring, TrainingImages images, Action<TrainingEvent> emit)
    {
        foreach ((Peer peer, IStudentNetwork student) in ring.Peers.Zip(_options.Students).DistinctBy(pair => pair.Second.Name))
        {
            if (peer.Device.type != DeviceType.CPU || !NetworkTrial.IsNeeded(peer.Network))
                continue;
            using var seeded = new TorchRandomScope(_seed);
            using StudentModule copy = student.Create(images.Shape.Channels, images.Labels.Names.Count);
            if (NetworkTrial.Run(peer.Name, peer.Network, copy, images.Shape) is { } untried)
                emit(new RunFinding(untried));
        }
    }

    private StudentOutcome? Freeze(RunContext run, CancellationToken cancellation)
    {
        int teacher = run.Ring.Predecessor(run.Plan.Deployed);
        bool isTrained = _options.Students[teacher] is PretrainedNetwork && !run.Ring[teacher].Network.HasFreshHead;
        return new TeacherTraining(run).Run(run.Ring[teacher], isTrained, cancellation);
    }

    private Dictionary<string, string> TrainingFacts(ImageColumn column, string student, StudentOutcome outcome)
    {
        var facts = new Dictionary<string, string>
        {
            ["student"] = student,
            ["ring"] = string.Join(",", _options.Students.Select(network => network.Name)),
            ["method"] = _options.Method.Name,
            ["kept_epoch"] = FormattableString.Invariant($"{outcome.KeptEpoch}"),
            ["seed"] = FormattableString.Invariant($"{_seed}"),
            [OnnxNames.ImageColumn] = column.Kind.ToString().ToLowerInvariant(),
            [OnnxNames.ImageFit] = _options.ImageFit.ToString().ToLowerInvariant(),
            [OnnxNames.LibraryVersion] = LibraryVersion.Text,
        };
        if (outcome.KeptValidationAccuracy is { } accuracy)
            facts["validation_accuracy"] = FormattableString.Invariant($"{accuracy:0.####}");
        return facts;
    }

    private static TrainingPlan PlanOf(Options options) => new()
    {
        Method = options.Method,
        Temperature = options.Temperature,
        TwoForwards = options.TwoForwards,
        Epochs = options.Epochs,
        Deployed = options.DeployedStudent,
        Teachers = options.TeachersInRing,
        Adversarial = options.Adversarial,
        RampUp = options.RampUp,
        LogitOptimizer = options.LogitOptimizer,
        FeatureOptimizer = options.FeatureOptimizer,
        DiscriminatorOptimizer = options.DiscriminatorOptimizer,
        KeepBest = options.KeepBest,
        EarlyStopping = options.EarlyStopping,
        SharedStatistics = options.SharedStatistics,
    };

    private RingPlan RingPlanOf(TrainingPlan plan, TrainingImages images) => new()
    {
        Students = _options.Students,
        ReferenceStudent = plan.Method.IsOffline ? (plan.Deployed + 1) % _options.Students.Count : plan.Deployed,
        Input = images.Shape,
        ClassCount = images.Labels.Names.Count,
        Seed = _seed,
        Adversarial = plan.Adversarial,
        TwoDepths = plan.TwoDepths,
        WeightAverage = _options.WeightAverage,
    };
}
