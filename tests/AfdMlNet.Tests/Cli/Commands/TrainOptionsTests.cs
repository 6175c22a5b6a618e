using System.CommandLine;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Train;

namespace AfdMlNet.Tests.Cli;

/// <summary>
/// Every flag of <c>afd train</c> arrives: in the trainer's options or in the tool's settings, and back from settings.json, of today and of
/// before.
/// </summary>
[TestClass]
public sealed class TrainOptionsTests
{
    // A flag with a value that is not its default, and the options that it changes in the trainer, or null for one of the tool's own.
    private static readonly (string Flag, string? Value, string? Options)[] _flags =
    [
        ("--out", "o", null),
        ("--mbconfig", "x.mbconfig", null),
        ("--resume", "o", null),
        ("--for", "90s", "TimeBudget=00:01:30"),
        ("--checkpoint-minutes", "2.5", null),
        ("--no-checkpoints", null, null),
        ("--no-cpu-check", null, null),
        ("--seed", "7", "Seed=7"),
        ("--classes", "a,b", null),
        ("--per-class", "9", null),
        ("--skip-bad", null, "BadImages=Skip"),
        ("--unlabelled", "u", null),
        ("--validation", "0.2", "ValidationFraction=0.2"),
        ("--size", "24x16", "ImageWidth=24 ImageHeight=16"),
        ("--fit", "stretch", "ImageFit=Stretch"),
        ("--no-flip", null, "Augmentation.HorizontalFlip=false"),
        ("--crop-padding", "2", "Augmentation.CropPadding=2"),
        ("--crop-area", "0.35", "Augmentation.CropArea=0.35"),
        ("--students", "resnet8,resnet14", "Students=resnet8, resnet14"),
        ("--weights", "resnet20=w.pth", null),
        ("--deploy", "resnet32", "DeployedStudent=1"),
        ("--keep", "last", "KeepBest=false"),
        ("--half-weights", null, "HalfWeights=true"),
        ("--ema", "0.5", "WeightAverage.Decay=0.5 WeightAverage.Teaches=true WeightAverage.Deploys=true"),
        ("--ema-for", "teaching", "WeightAverage.Deploys=false"),
        ("--method", "dml", "Method=dml"),
        ("--teachers", "all-others", "Teachers=AllOthers"),
        ("--temperature", "2.5", "Temperature=2.5"),
        ("--ramp-up", "0.3", "RampUp=0.3"),
        ("--game", "relativistic", "Adversarial.Loss=Relativistic"),
        ("--adversarial-every", "4", "Adversarial.Every=4"),
        ("--last-stage-only", null, "Adversarial.LastStageOnly=true"),
        ("--two-depths", null, "Adversarial.TwoDepths=true"),
        ("--spectral-norm", null, "Adversarial.SpectralNorm=true"),
        ("--gradient-penalty", "0.5", "Adversarial.GradientPenalty=0.5"),
        ("--decay-only", null, "Adversarial.DecayOnly=true"),
        ("--adversarial-rate", "0.5", "FeatureOptimizer.LearningRate=0.5 DiscriminatorOptimizer.LearningRate=0.5"),
        ("--adversarial-decay", "0.5", "FeatureOptimizer.WeightDecay=0.5 DiscriminatorOptimizer.WeightDecay=0.5"),
        ("--decoupled", null, "FeatureOptimizer.CoupledDecay=false DiscriminatorOptimizer.CoupledDecay=false"),
        ("--epochs", "3", "Epochs=3"),
        ("--batch-size", "16", "BatchSize=16"),
        ("--learning-rate", "0.5", "LogitOptimizer.LearningRate=0.5"),
        ("--schedule", "cosine", "LogitOptimizer.Schedule=Cosine(0.001)"),
        ("--two-forwards", null, "TwoForwards=true"),
        ("--patience", "4", "EarlyStopping.Patience=4 EarlyStopping.MinimumImprovement=0.001"),
        ("--log", "l.csv", null),
        ("--log-dir", "logs", null),
        ("--json", null, null),
        ("--gpu", "1", "GpuDeviceId=1"),
        ("--threads", "2", "Threads=2"),
        ("--rank-timeout", "7", null),
        ("--statistics", "first-process", "SharedStatistics=FirstProcess"),
        ("--workspace", "w", "WorkspacePath=w"),
    ];

    // What a flag needs beside it.
    private static readonly Dictionary<string, string[]> _needs = new() { ["--ema-for"] = ["--ema", "0.99"] };

    [TestMethod]
    public void All_Flags_AreTheOnesTestedHere() =>
        CollectionAssert.AreEqual(_flags.Select(flag => flag.Flag).ToArray(), TrainOptions.All.Select(option => option.Name).ToArray());

    [TestMethod]
    public void Apply_EachFlag_ChangesTheTrainersOptions()
    {
        foreach ((string flag, string? value, string? options) in _flags.Where(flag => flag.Options is not null))
        {
            string[] needs = _needs.GetValueOrDefault(flag, []);
            Assert.AreEqual(options, Changed(Read([.. needs, .. Arguments(flag, value)]), Read(needs)), flag);
        }
    }

    [TestMethod]
    public void Settings_EachOfTheToolsOwn_ArrivesThere()
    {
        TrainSettings Of(string flag) => Read(Arguments(flag, _flags.Single(row => row.Flag == flag).Value));

        Assert.AreEqual("o", Of("--out").Output);
        Assert.AreEqual("x.mbconfig", Of("--mbconfig").ModelBuilder);
        Assert.AreEqual("o", Of("--resume").Resume);
        Assert.AreEqual(2.5, Of("--checkpoint-minutes").CheckpointMinutes);
        Assert.IsTrue(Of("--no-checkpoints").NoCheckpoints);
        Assert.IsTrue(Of("--no-cpu-check").NoCpuCheck);
        Assert.AreEqual(7, Of("--seed").Seed);
        CollectionAssert.AreEqual((string[])["a", "b"], Of("--classes").Classes.Names!.ToArray());
        Assert.AreEqual(9, Of("--per-class").PerClass);
        Assert.AreEqual(0.2, Of("--validation").ValidationFraction);
        CollectionAssert.AreEqual((StudentWeights[])[new("resnet20", "w.pth")], Of("--weights").Weights.ToArray());
        Assert.AreEqual("l.csv", Of("--log").Log);
        Assert.AreEqual("logs", Of("--log-dir").LogFolder);
        Assert.IsTrue(Of("--json").Json);
        Assert.AreEqual(7, Of("--rank-timeout").RankTimeout);
        Assert.AreEqual("w", Of("--workspace").Workspace);
        Assert.AreEqual(new TrainSettings("images", []).Output, Read().Output);
        Assert.AreEqual(1, Read().Seed);
    }

    [TestMethod]
    public void SettingsFile_EachFlag_ComesBack()
    {
        foreach ((string flag, string? value, string? _) in _flags)
        {
            TrainSettings settings = Read([.. _needs.GetValueOrDefault(flag, []), .. Arguments(flag, value)]);
            TrainSettings back = HistoryFile.SettingsOf(HistoryFile.Text(settings));
            Assert.AreEqual(HistoryFile.Text(settings), HistoryFile.Text(back), flag);
            CollectionAssert.AreEqual(Arguments(flag, value), back.Given.Single(given => given.Name == flag).Arguments.ToArray(), flag);
        }
    }

    [TestMethod]
    public void SettingsFile_OfBefore_IsReadAsTheSameOptions()
    {
        const string File =
            """
            {
              "data": "images", "output": "o", "modelBuilder": null, "resume": null, "budget": 90, "checkpointMinutes": 2.5, "noCheckpoints": true,
              "students": ["resnet8", "resnet14"], "weights": [{ "student": "resnet8", "path": "a=b.pth" }, { "student": "1", "path": "c.pth" }],
              "method": "dml", "teachers": "others", "rampUp": 0.3, "game": "hinge", "adversarialEvery": 4, "lastStageOnly": false, "twoDepths": true,
              "spectralNorm": true, "gradientPenalty": 0.5, "decayOnly": true, "weightAverage": 0.5, "weightAverageFor": "teaching", "epochs": 3,
              "batchSize": 16, "temperature": 2.5, "seed": 7, "size": { "width": 24, "height": 16 }, "fit": "stretch", "validationFraction": 0.2,
              "patience": 4, "keep": "last", "deploy": "resnet14", "learningRate": 0.05, "adversarialRate": 0.0001, "adversarialDecay": 0,
              "decoupled": true, "twoForwards": true, "noFlip": true, "cropPadding": 2, "gpu": null, "gpus": [1, 0], "threads": 2, "rankTimeout": 7,
              "statistics": "first", "classes": { "first": null, "names": ["a", "b"] }, "perClass": 9, "logFolder": "logs", "log": "l.csv",
              "workspace": "w", "json": true
            }
            """;
        TrainSettings settings = HistoryFile.SettingsOf(File);
        TrainSettings expected = Read(
            "--out o --for 90s --checkpoint-minutes 2.5 --no-checkpoints --students resnet8,resnet14 --weights resnet8=a=b.pth --weights "
            + "1=c.pth --method dml "
            + "--teachers others --ramp-up 0.3 --game hinge --adversarial-every 4 --two-depths --spectral-norm --gradient-penalty 0.5 "
            + "--decay-only --ema 0.5 "
            + "--ema-for teaching --epochs 3 --batch-size 16 --temperature 2.5 --seed 7 --size 24x16 --fit stretch --validation 0.2 "
            + "--patience 4 --keep last "
            + "--deploy resnet14 --learning-rate 0.05 --adversarial-rate 0.0001 --adversarial-decay 0 --decoupled --two-forwards --no-flip "
            + "--crop-padding 2 "
            + "--gpu 1,0 --threads 2 --rank-timeout 7 --statistics first --classes a,b --per-class 9 --log-dir logs --log l.csv "
            + "--workspace w --json");

        Assert.AreEqual(Lines(expected), Lines(settings));
    }

    [TestMethod]
    [DataRow("""{ "data": "images", "weightAverage": 0.5, "weightAverageFor": "shipping" }""")]
    [DataRow("""
        { "data": "images", "options": [{ "name": "--ema", "values": ["0.5"] }, { "name": "--ema-for", "values": ["shipping"] }] }
        """)]
    public void SettingsFile_WordOfBefore_IsReadAsTheOneOfNow(string file) =>
        Assert.AreEqual(Lines(Read("--ema", "0.5", "--ema-for", "deployment")), Lines(HistoryFile.SettingsOf(file)));

    [TestMethod]
    public void Resume_OfARun_TakesWhatIsGivenAnewAndKeepsTheRest()
    {
        using var folder = new ScratchFolder();
        RunFolder.Begin(Read("--out", folder["o"], "--for", "2h", "--epochs", "3", "--threads", "1", "--json"));

        TrainSettings resumed = RunFolder.Resumed(folder["o"], Read("--resume", folder["o"], "--threads", "2", "--for", "1h"));

        Assert.AreEqual(
            $"--epochs 3;--for 1h;--out {folder["o"]};--threads 2",
            string.Join(';', resumed.Given.Select(given => string.Join(' ', given.Arguments)).Order()));
    }

    [TestMethod]
    public void Apply_EmaForWithoutEma_IsRefused() =>
        CommandLine.Run("train", "folder", "--ema-for", "teaching").AssertFails(2, "--ema 0.99");

    [TestMethod]
    public void Apply_SeveralGpus_AreTheRingsPlaces() => Assert.AreEqual("GpuDeviceIds=1, 0", Changed(Read("--gpu", "1,0"), Read()));

    [TestMethod]
    public void Option_GivenTwice_IsRefused() =>
        CommandLine.Run("train", "folder", "--epochs", "3", "--epochs", "4").AssertFails(2, "--epochs");

    [TestMethod]
    [DataRow("rel", "--game: there is no 'rel'. There are: least-squares, ")]
    public void Choice_UnknownWord_SaysWhichThereAre(string word, string message) =>
        CommandLine.Run("train", "folder", "--game", word).AssertFails(2, message);

    private static string Lines(TrainSettings settings) =>
        string.Join('\n',
            settings.Given.Select(given => string.Join(' ', given.Arguments)).Order(StringComparer.Ordinal).Prepend(settings.Data));

    private static string Changed(TrainSettings settings, TrainSettings beside)
    {
        ChangedOption[] before = [.. ChangedOption.Of(TrainerOptions.Of(beside))];
        return string.Join(' ',
            ChangedOption.Of(TrainerOptions.Of(settings)).Except(before).Select(option => $"{option.Name}={option.Value}"));
    }

    private static string[] Arguments(string flag, string? value) => value is null ? [flag] : [flag, value];

    private static TrainSettings Read(string arguments) => Read(arguments.Split(' '));

    private static TrainSettings Read(params string[] arguments)
    {
        ParseResult parsed = TrainCommand.Create().Parse(["images", .. arguments]);
        return TrainCommand.Read(parsed);
    }
}
