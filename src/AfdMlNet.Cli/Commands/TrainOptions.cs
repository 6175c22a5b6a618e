using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Train;
using AfdMlNet.Distillation;
using AfdMlNet.Images;
using AfdMlNet.Training;
using static AfdMlNet.Cli.Commands.OptionGroup;
using static AfdMlNet.Cli.Commands.OptionUse;
using static AfdMlNet.Cli.Commands.Row;

namespace AfdMlNet.Cli.Commands;

/// <summary>
/// The options of <c>afd train</c>, a row each. Rows that the tool itself reads have a name; <see cref="All"/> has every row in the order
/// of the help, in which they set the trainer's options too.
/// </summary>
internal static class TrainOptions
{
    public const string DefaultOutput = "afd-model";
    public const int DefaultSeed = 1;
    public const double DefaultCheckpointMinutes = 10;

    public static TrainOption<string> Output { get; } = Text("--out", Run, "DIR",
        "Folder for model.zip, student.onnx, report.html, epochs.csv, history.json, settings.json and labels.txt. Default "
            + $"{DefaultOutput}.").For(NotForVariants);

    public static TrainOption<string> ModelBuilder { get; } = Text("--mbconfig", Run, "X.mbconfig",
        "A Model Builder project for image classification, in place of FOLDER and --out: trains on its folder for its time, "
        + "writes X.mlnet beside it and the result into it.").For(NotForVariants);

    public static TrainOption<string> Resume { get; } = Text("--resume", Run, "DIR",
        "Go on with the run of DIR, an --out whose run was stopped or killed. The rest is taken from there; "
        + "only --for, --threads, --rank-timeout and --json may be given.").For(OneProcess);

    public static TrainOption<double?> CheckpointMinutes { get; } = Positive("--checkpoint-minutes", Run, "M",
        FormattableString.Invariant(
            $"Keep the run's state every M minutes and when it is stopped, in DIR/checkpoints. Default {DefaultCheckpointMinutes}."))
        .For(NotForVariants);

    public static TrainOption<bool> NoCheckpoints { get; } = Switch("--no-checkpoints", Run,
        "Keep no state: a run that is killed begins anew.").For(NotForVariants);

    public static TrainOption<bool> NoCpuCheck { get; } = Switch("--no-cpu-check", Run,
        "Do not try AVX-512 before a long training (20 seconds, once for a machine); without an answer AVX2 is used.").For(NotForVariants);

    public static TrainOption<int?> Seed { get; } = Whole("--seed", Run, "N",
        FormattableString.Invariant($"Decides weights, splits, order and augmentation. Default {DefaultSeed}."), 0,
        (options, seed) => options.Seed = seed)
        .For(NotForVariants);

    public static TrainOption<ClassSelection> Classes { get; } = Parsed("--classes", Input, "N|A,B,...",
        "Only the first N classes by name, or only those named.", ClassSelection.Parse);

    public static TrainOption<int?> PerClass { get; } =
        Whole("--per-class", Input, "N", "At most N training images of each class, the first by name.", 1);

    public static TrainOption<bool> SkipBad { get; } = Switch("--skip-bad", Input,
        "Leave out images that cannot be read, and name them. Default: they are listed, and nothing is trained.",
        (options, on) => options.BadImages = on ? BadImages.Skip : BadImages.Refuse);

    public static TrainOption<string> Unlabelled { get; } = Text("--unlabelled", Input, "DIR",
        "Folder of further images whose classes nobody knows, in any structure: the networks learn from them what they tell each other.")
        .For(NotForVariants);

    public static TrainOption<object> Validation { get; } = Property("--validation", Input, "FRACTION",
        "Fraction of each class held back to validate on, where there is no val/.", options => options.ValidationFraction);

    public static TrainOption<string[]> Students { get; } = Parsed("--students", Models, "A,B,...",
        "The ring, the network to deploy first: each teaches the next, the last the first; one alone needs --method independent. "
        + "Default resnet20,resnet32.",
        RingText.Names, (options, names) => options.Students = [.. names.Select(Catalog.Parse)]).For(NotForVariants);

    public static TrainOption<StudentWeights[]> Weights { get; } = Several("--weights", Models, "NAME|INDEX=FILE",
        "PyTorch weights (.pth, .pt, .safetensors) that a student starts from; once for each student. Default: fresh weights.",
        StudentWeights.Parse);

    public static TrainOption<string> LogFolder { get; } = Text("--log-dir", Logs, "DIR",
        "Follow the run in TensorBoard: a file of events in this folder.").For(NotForVariants);

    public static TrainOption<string> Log { get; } = Parsed("--log", Logs, "FILE.csv|.jsonl",
        "Follow the run in a file: a row per epoch and student, or an object per event.", LogFiles.Checked).For(NotForVariants);

    public static TrainOption<bool> Json { get; } = Switch("--json", Logs,
        "Write JSON lines, one object per event, and nothing else; times in seconds.").For(OneProcess);

    public static TrainOption<double?> RankTimeout { get; } = Positive("--rank-timeout", Machine, "SECONDS",
        "Under mpiexec: how long to wait for the other processes before they are held to be lost. Default 30.").For(WithResume);

    public static TrainOption<string> Workspace { get; } = Text("--workspace", Machine, "DIR",
        "Folder for temporary files. Default: the system's.", (options, folder) => options.WorkspacePath = folder).For(NotForVariants);

    public static IReadOnlyList<TrainOption> All { get; } =
    [
        Output, ModelBuilder, Resume,
        Parsed<TimeSpan?>("--for", Run, "TIME", "End training after this time, such as 2h, 90m or 1h30m, and keep the best so far.",
            text => TimeBudget.Parse(text), (options, time) => options.TimeBudget = time).For(OneProcess),
        CheckpointMinutes, NoCheckpoints, NoCpuCheck, Seed,

        Classes, PerClass, SkipBad, Unlabelled, Validation,
        Parsed("--size", Input, "N|WxH", "The networks' input in pixels. Default: the images' own size where they share one.",
            InputSize.Parse, (options, size) => (options.ImageWidth, options.ImageHeight) = (size.Width, size.Height)),
        Property("--fit", Input, null, "How images of another ratio are brought to that size.", options => options.ImageFit),
        Switch("--no-flip", Input, "Do not mirror training images (digits, text).",
            (options, off) => options.Augmentation.HorizontalFlip = !off),
        Property("--crop-padding", Input, "N", "Border in pixels for random crops, 0 for none. Default: an eighth of the shorter side.",
            options => options.Augmentation.CropPadding),
        Property("--crop-area", Input, "PART",
            "For photographs: train on random parts of at least this part of an image's area, such as 0.35. Default: crops by "
                + "--crop-padding.",
            options => options.Augmentation.CropArea),

        Students, Weights,
        Text("--deploy", Models, "NAME|INDEX", "The student to deploy: its name, or its place in the ring from 0. Default 0.",
            (options, text) => options.DeployedStudent = RingText.Place("--deploy", text, options.Students)),
        Choice("--keep", Models, "Which epoch's weights are kept. Default best.", ["best", "last"],
            (options, epoch) => options.KeepBest = epoch == "best"),
        Property("--half-weights", Models, null, "Keep the models' weights as 16-bit floats: half the size, the same speed.",
            options => options.HalfWeights),
        Property("--ema", Models, "DECAY", "Keep a running average of the weights, such as 0.99. Default: none.",
            options => options.WeightAverage!.Decay),
        Choice("--ema-for", Models, "What the average is for: teaching the next network, deployment, or both. Default both.",
            ["both", "teaching", "deployment"], WeightAverageText.Apply),

        Choice("--method", Teaching, "How the networks teach each other. Default afd.",
            [.. DistillationMethod.All.Select(method => method.Name)],
            (options, name) => options.Method = DistillationMethod.Parse(name)),
        Property("--teachers", Teaching, null,
            "Whom each network learns from: the one before it in the ring, all others, or the one before and the one after in turn."
            + " Default: in turn, from three networks on.",
            options => options.Teachers),
        Property("--temperature", Teaching, "T", "How much probabilities are softened.", options => options.Temperature),
        Property("--ramp-up", Teaching, "FRACTION", "Fraction of the epochs in which teaching grows to its full weight.",
            options => options.RampUp),

        Property("--game", Adversarial, null, "The adversarial losses.", options => options.Adversarial.Loss),
        Property("--adversarial-every", Adversarial, "N", "Play the game in every N-th step.", options => options.Adversarial.Every),
        Property("--last-stage-only", Adversarial, null, "The adversarial gradient reaches only the last stage: cheaper.",
            options => options.Adversarial.LastStageOnly),
        Property("--two-depths", Adversarial, null, "Compare maps before the last stage too.", options => options.Adversarial.TwoDepths),
        Property("--spectral-norm", Adversarial, null, "Spectral norm in the discriminator, in place of batch norm.",
            options => options.Adversarial.SpectralNorm),
        Property("--gradient-penalty", Adversarial, "W", "Weight of R1 in the discriminator's loss.",
            options => options.Adversarial.GradientPenalty),
        Property("--decay-only", Adversarial, null, "A control: no adversarial loss, only its optimizer's weight decay.",
            options => options.Adversarial.DecayOnly),
        Property("--adversarial-rate", Adversarial, "R", "Rate of the adversarial optimizers (Adam).",
            options => options.FeatureOptimizer.LearningRate, options => options.DiscriminatorOptimizer.LearningRate),
        Property("--adversarial-decay", Adversarial, "D", "Weight decay of the adversarial optimizers.",
            options => options.FeatureOptimizer.WeightDecay, options => options.DiscriminatorOptimizer.WeightDecay),
        Switch("--decoupled", Adversarial, "Apply that decay to the weights (AdamW) rather than to the gradient.",
            (options, on) => options.FeatureOptimizer.CoupledDecay = options.DiscriminatorOptimizer.CoupledDecay = !on),

        Property("--epochs", Schedule, "N", "Passes over the training images.", options => options.Epochs),
        Property("--batch-size", Schedule, "N", "The most images in a batch.", options => options.BatchSize),
        Property("--learning-rate", Schedule, "R", "Rate of the logit optimizer (SGD); networks that start from trained weights learn at a "
            + "tenth of it.", options => options.LogitOptimizer.LearningRate),
        Choice("--schedule", Schedule,
            "How the rate falls: tenfold at half and at three quarters of the epochs, or as half a cosine. Default steps.",
            ["steps", "cosine"],
            (options, word) => options.LogitOptimizer.Schedule = word == "cosine"
                ? LearningRateSchedule.Cosine()
                : options.LogitOptimizer.Schedule),
        Property("--two-forwards", Schedule, null, "The paper's order of updates: a second forward, about a quarter more time.",
            options => options.TwoForwards),
        Property(
            "--patience", Schedule, "N", "Stop after N epochs without improvement on the validation images. Default: train all epochs.",
            options => options.EarlyStopping!.Patience),

        Log, LogFolder, Json,

        Parsed("--gpu", Machine, "ID|ID,ID,...",
            "Train on this GPU, or on several: network k of the ring on the k-th of them, round and round. Default: the CPU.",
            GpuText.Parse, GpuText.Apply),
        Property("--threads", Machine, "N", "CPU threads in all. Default: one per processor.", options => options.Threads).For(WithResume),
        RankTimeout,
        Property(
            "--statistics", Machine, null, "Under mpiexec: batch norm's statistics are the mean over the processes, or the first one's.",
            options => options.SharedStatistics),
        Workspace,
    ];
}
