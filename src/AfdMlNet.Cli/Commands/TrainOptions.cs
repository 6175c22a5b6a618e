using System.CommandLine;
using System.Globalization;
using AfdMlNet.Cli.Data;
using AfdMlNet.Cli.Train;
using AfdMlNet.Distillation;
using static AfdMlNet.Cli.Commands.NumberOption;

namespace AfdMlNet.Cli.Commands;

/// <summary>The options of <c>afd train</c>: a table.</summary>
internal sealed class TrainOptions
{
    public Argument<string> Folder { get; } = new("FOLDER")
    {
        Description = "A folder with one folder of images per class; or with such folders below train/ and, where there are, "
            + "val/ (or validation/) to validate on and test/ to evaluate on once at the end; or a .zip of either.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string> Output { get; } = new("--out")
    {
        Description = "Folder for model.zip, student.onnx, report.html, epochs.csv, history.json, settings.json and labels.txt.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "afd-model",
    };

    public Option<string?> ModelBuilder { get; } = new("--mbconfig")
    {
        Description = "A Model Builder project for image classification, in place of FOLDER and --out: trains on its folder for its time, "
            + "writes X.mlnet beside it and the result into it.",
        HelpName = "X.mbconfig",
    };

    public Option<string?> Resume { get; } = new("--resume")
    {
        Description = "Go on with the run of DIR, an --out whose run was stopped or killed. All else is taken from there; only --for, --threads, --rank-timeout and --json may be given.",
        HelpName = "DIR",
    };

    public Option<string?> Budget { get; } = ParsedOption.Of("--for", "TIME", "End training after this time, such as 2h, 90m or 1h30m, and keep the best so far.", TimeBudget.Checked);
    public Option<double?> CheckpointMinutes { get; } = Real("--checkpoint-minutes", "M", "Keep the run's state every M minutes and when it is stopped, in DIR/checkpoints. Default 10.", IsPositive, "above 0");
    public Option<bool> NoCheckpoints { get; } = new("--no-checkpoints") { Description = "Keep no state: a run that is killed begins anew." };
    public Option<string[]?> Students { get; } = ParsedOption.Of("--students", "A,B,...",
        "The ring, at least two networks, the one to ship first: each teaches the next, the last the first. Default resnet20,resnet32.", Ring);

    public Option<StudentWeights[]?> Weights { get; } = StudentWeights.Option();
    public Option<string?> Method { get; } = OneOf(
        "--method", "How the networks teach each other. Default afd.", [.. DistillationMethod.All.Select(method => method.Name)]);
    public Option<string?> Teachers { get; } = OneOf("--teachers", "Whom each network learns from: the one before it in the ring, or all others. Default predecessor.", "predecessor", "others");
    public Option<double?> RampUp { get; } = Real("--ramp-up", "FRACTION", "Fraction of the epochs in which teaching grows to its full weight. Default 0.", value => value is >= 0 and <= 1, "from 0 to 1");
    public Option<string?> Game { get; } = OneOf("--game", "The adversarial losses. Default least-squares.", "least-squares", "hinge", "relativistic");
    public Option<int?> AdversarialEvery { get; } = Whole("--adversarial-every", "N", "Play the game in every N-th step. Default 1.", 1);
    public Option<bool> LastStageOnly { get; } = new("--last-stage-only") { Description = "The adversarial gradient reaches only the last stage: cheaper." };
    public Option<bool> TwoDepths { get; } = new("--two-depths") { Description = "Compare maps before the last stage too." };
    public Option<bool> SpectralNorm { get; } = new("--spectral-norm") { Description = "Spectral norm in the discriminator, in place of batch norm." };
    public Option<double?> GradientPenalty { get; } = Real("--gradient-penalty", "W", "Weight of R1 in the discriminator's loss. Default 0.", IsNotNegative, "of at least 0");
    public Option<bool> DecayOnly { get; } = new("--decay-only") { Description = "A control: no adversarial loss, only its optimizer's weight decay." };
    public Option<double?> WeightAverage { get; } = Real("--ema", "DECAY", "Keep a running average of the weights, such as 0.99. Default: none.", value => value is >= 0 and < 1, "of at least 0 and below 1");
    public Option<string?> WeightAverageFor { get; } = OneOf("--ema-for", "What the average is for: to teach the next network, to ship, or both. Default both.", "both", "teaching", "shipping");
    public Option<int?> Epochs { get; } = Whole("--epochs", "N", "Passes over the training images. Default 100.", 1);
    public Option<int?> BatchSize { get; } = Whole("--batch-size", "N", "The most images in a batch, at least 2. Default 128.", 2);
    public Option<double?> Temperature { get; } = Real("--temperature", "T", "How much probabilities are softened. Default 3.", IsPositive, "above 0");
    public Option<int?> Seed { get; } = Whole("--seed", "N", "Decides weights, splits, order and augmentation. Default 1.", 0);
    public Option<InputSize?> Size { get; } = ParsedOption.Of("--size", "N|WxH", "The networks' input in pixels. Default: the images' own size where they share one.", InputSize.Parse);
    public Option<string?> Fit { get; } = OneOf("--fit", "How images of another ratio are brought to that size. Default crop.", "crop", "stretch");
    public Option<double?> Validation { get; } = Real("--validation", "FRACTION", "Fraction of each class held back to validate on, 0 to 0.5, where there is no val/. Default 0.1.", value => value is >= 0 and <= 0.5, "from 0 to 0.5");
    public Option<int?> Patience { get; } = Whole("--patience", "N", "Stop after N epochs without improvement on the validation images. Default: train all epochs.", 1);
    public Option<string?> Keep { get; } = OneOf("--keep", "Which epoch's weights are kept. Default best.", "best", "last");
    public Option<string?> Deploy { get; } = new("--deploy") { Description = "The student to ship: its name, or its place in the ring from 0. Default 0.", HelpName = "NAME|INDEX" };
    public Option<double?> LearningRate { get; } = Real("--learning-rate", "R", "Rate of the logit optimizer (SGD). Default 0.1.", IsNotNegative, "of at least 0");
    public Option<double?> AdversarialRate { get; } = Real("--adversarial-rate", "R", "Rate of the adversarial optimizers (Adam). Default 2e-5.", IsNotNegative, "of at least 0");
    public Option<double?> AdversarialDecay { get; } = Real("--adversarial-decay", "D", "Weight decay of the adversarial optimizers. Default 0.1.", IsNotNegative, "of at least 0");
    public Option<bool> Decoupled { get; } = new("--decoupled") { Description = "Apply that decay to the weights (AdamW) rather than to the gradient." };
    public Option<bool> TwoForwards { get; } = new("--two-forwards") { Description = "The paper's order of updates: a second forward, about a quarter more time." };
    public Option<bool> NoFlip { get; } = new("--no-flip") { Description = "Do not mirror training images (digits, text)." };
    public Option<int?> CropPadding { get; } = Whole("--crop-padding", "N", "Border in pixels for random crops, 0 for none. Default: an eighth of the shorter side.", 0);
    public Option<int[]?> Gpu { get; } = ParsedOption.Of("--gpu", "ID|ID,ID,...", "Train on this GPU, or on several: network k of the ring on the k-th of them, round and round. Default: the CPU.", Gpus);
    public Option<int?> Threads { get; } = Whole("--threads", "N", "CPU threads in all. Default: one per processor.", 1);
    public Option<double?> RankTimeout { get; } = Real("--rank-timeout", "SECONDS", "Under mpiexec: how long to wait for the other processes before they are held to be lost. Default 30.", IsPositive, "above 0");
    public Option<string?> Statistics { get; } = OneOf("--statistics", "Under mpiexec: batch norm's statistics are the mean over the processes, or the first one's. Default averaged.", "averaged", "first");
    public Option<ClassSelection?> Classes { get; } = ParsedOption.Of("--classes", "N|A,B,...", "Only the first N classes by name, or only those named.", ClassSelection.Parse);
    public Option<int?> PerClass { get; } = Whole("--per-class", "N", "At most N training images of each class, the first by name.", 1);
    public Option<string?> LogFolder { get; } = new("--log-dir") { Description = "Follow the run in TensorBoard: a file of events in this folder.", HelpName = "DIR" };
    public Option<string?> Log { get; } = ParsedOption.Of("--log", "FILE.csv|.jsonl", "Follow the run in a file: a row per epoch and student, or an object per event.", LogFiles.Checked);
    public Option<string?> Workspace { get; } = SharedOptions.Workspace();
    public Option<bool> Json { get; } = SharedOptions.Json();

    public IEnumerable<Option> All =>
    [
        Output, ModelBuilder, Resume, Budget, CheckpointMinutes, NoCheckpoints, Students, Weights, Method, Teachers, RampUp, Game,
        AdversarialEvery, LastStageOnly, TwoDepths, SpectralNorm, GradientPenalty, DecayOnly, WeightAverage, WeightAverageFor, Epochs, BatchSize, Temperature, Seed, Size, Fit, Validation, Patience, Keep, Deploy, LearningRate,
        AdversarialRate, AdversarialDecay, Decoupled, TwoForwards, NoFlip, CropPadding, Gpu, Threads, RankTimeout, Statistics, Classes, PerClass, LogFolder, Log, Workspace, Json,
    ];

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);

    private static bool IsNotNegative(double value) => value >= 0 && double.IsFinite(value);

    private static string[] Ring(string text) => ParsedOption.Names(text) is { Length: >= 2 } names
        ? names
        : throw new FormatException($"'{text}' names fewer than two networks: a ring needs at least two, such as resnet20,resnet32.");

    private static int[] Gpus(string text)
    {
        int[] ids = [.. ParsedOption.Names(text).Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return ids.Length > 0 && !ids.Contains(-1) ? ids : throw new FormatException($"'{text}' is no list of GPUs: give whole numbers of at least 0, such as 0 or 0,1.");
    }

    private static Option<string?> OneOf(string name, string description, params string[] values) => ParsedOption.Of(
        name,
        string.Join('|', values),
        description,
        text => values.FirstOrDefault(value => value.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"there is no '{text}'. There are: {string.Join(", ", values)}."));
}
