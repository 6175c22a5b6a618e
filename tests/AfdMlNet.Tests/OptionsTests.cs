using AfdMlNet.Cli.Compare;
using AfdMlNet.Cli.Train;
using AfdMlNet.Images;
using AfdMlNet.ModelBuilder;
using AfdMlNet.Settings;
using Options = AfdMlNet.AdversarialDistillationTrainer.Options;

namespace AfdMlNet.Tests;

/// <summary>Every option of the trainer arrives wherever options are read one by one; a new one is walked without a word here.</summary>
[TestClass]
public sealed class OptionsTests
{
    // Those that do not decide the weights: a mistake here gives two different runs one name.
    private static readonly string[] _notDeciding =
    [
        "LabelColumnName", "FeatureColumnName", "ScoreColumnName", "PredictedLabelColumnName", "ValidationSet", "HalfWeights", "BadImages",
        "GpuDeviceId", "GpuDeviceIds", "FallbackToCpu",
        "Threads", "KeepFreedMemory", "ImageMemoryLimit", "WorkspacePath", "Progress", "CancellationToken", "TimeBudget",
        "ThrowWhenCancelled",
        "Checkpoint.Folder", "Checkpoint.EveryEpochs", "Checkpoint.EveryTime", "Checkpoint.Keep", "Distributed",
    ];

    [TestMethod]
    public void Scope_OfEachOption_IsAsListedHere() => CollectionAssert.AreEqual(
        _notDeciding,
        OptionDifference.Between(new Options(), new Options())
            .Where(option => option.Scope > OptionScope.Weights)
            .Select(option => option.Name)
            .ToArray());

    [TestMethod]
    public void Copy_EachOption_IsCopied()
    {
        foreach ((string name, OptionProperty _, Options options) in OtherValues.OneByOne())
        {
            object? copied = Difference(name, options.Copy()).Value;
            if (copied is System.Collections.ICollection list)
                CollectionAssert.AreEqual((System.Collections.ICollection)Difference(name, options).Value!, list, name);
            else
                Assert.AreEqual(Difference(name, options).Value, copied, name);
            Assert.AreNotEqual(Difference(name, options).Default, copied, name);
        }
    }

    [TestMethod]
    public void Copy_OptionsWithinOptionsAndLists_AreItsOwn()
    {
        foreach ((string name, OptionProperty _, Options options) in OtherValues.OneByOne())
        {
            Options copy = options.Copy();
            foreach (OptionProperty option in OptionProperty.Of(typeof(Options))
                .Where(option => option.IsNested || option.ElementType is not null))
            {
                if (option.In(options) is { } value)
                    Assert.AreNotSame(value, option.In(copy), $"{name}: {option.Name}");
            }
        }
    }

    [TestMethod]
    public void Report_EachOption_IsInItButObjectsOfTheCaller()
    {
        foreach ((string name, OptionProperty _, Options options) in OtherValues.OneByOne())
        {
            bool isNamed = ChangedOption.Of(options).Any(option => option.Name == name);
            Assert.AreEqual(Difference(name, options).Scope < OptionScope.Caller, isNamed, name);
        }
    }

    [TestMethod]
    public void Code_EachOption_IsInItButWhatSurroundsARun()
    {
        foreach ((string name, OptionProperty property, Options options) in OtherValues.OneByOne())
        {
            bool isNamed = OptionsCode.Lines(options).Any(line => line.Contains($"{property.Name} = ", StringComparison.Ordinal));
            Assert.AreEqual(Difference(name, options).Scope <= OptionScope.Device, isNamed, name);
        }
    }

    [TestMethod]
    public void Identity_EachOption_IsInItIfItDecidesTheWeights()
    {
        using var builder = new ImageSetBuilder(new ImageShape(2, 2), 2, long.MaxValue, folder: null);
        builder.Add(new byte[12], 0);
        using ImageSet images = builder.Build();
        SortedDictionary<string, string> Identity(Options options) => RunIdentity.Of(options, 1, images, 1, validationSet: null);
        // The seed is given as it was settled.
        foreach ((string name, OptionProperty _, Options options) in OtherValues.OneByOne().Where(option => option.Name != "Seed"))
        {
            bool differs = !Identity(options).SequenceEqual(Identity(new()));
            Assert.AreEqual(Difference(name, options).Scope == OptionScope.Weights, differs, name);
        }
    }

    [TestMethod]
    public void Key_EachOption_IsInItIfItDecidesTheWeights()
    {
        // Seed and threads are of the command line, and told in words of their own, as is whether there is a GPU.
        string[] elsewhere = ["Seed", "Threads", "GpuDeviceId", "GpuDeviceIds"];
        var settings = new TrainSettings("images", []);
        string Key(Options options) => RunKey.Of(DecidingSettings.Of(settings, options, new("data", "contents")));

        foreach ((string name, OptionProperty _, Options options) in OtherValues.OneByOne()
            .Where(option => !elsewhere.Contains(option.Name)))
            Assert.AreEqual(Difference(name, options).Scope == OptionScope.Weights, Key(options) != Key(new()), name);
    }

    [TestMethod]
    public void Errors_EachOptionOutOfItsRange_IsNamed()
    {
        foreach ((string name, OptionProperty property, Options options) in OtherValues.OneByOne()
            .Where(option => option.Property.Range is not null))
        {
            Assert.IsFalse(OptionErrors.Of(options).Any(), name);
            SetNumber(options, name.Split('.'), property, -7);
            Assert.IsTrue(OptionErrors.Of(options).Any(error => error.StartsWith($"{name} is ", StringComparison.Ordinal)), name);
        }
    }

    private static void SetNumber(object owner, string[] path, OptionProperty property, int number)
    {
        foreach (string step in path[..^1])
            owner = owner.GetType().GetProperty(step)!.GetValue(owner)!;
        Type type = Nullable.GetUnderlyingType(property.Type) ?? property.Type;
        property.Property.SetValue(owner, type == typeof(TimeSpan) ? TimeSpan.FromSeconds(number) : Convert.ChangeType(number, type, null));
    }

    private static OptionDifference Difference(string name, Options options) =>
        OptionDifference.Between(options, new Options()).Single(option => option.Name == name);
}
