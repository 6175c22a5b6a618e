namespace AfdMlNet.Tests.Documents;

/// <summary><c>max_line_length</c> of .editorconfig, which <c>dotnet format</c> does not look at.</summary>
[TestClass]
public sealed class LineLengthTests
{
    private const int Most = 140;

    // Texts in one piece, and what no break makes better.
    private static readonly string[] _exempt =
    [
        "src/AfdMlNet.Cli/Commands/CompareCommand.cs",
        "src/AfdMlNet.Cli/Commands/TrainCommand.cs",
        "src/AfdMlNet.ImageNet/ImageNetFamily.cs",
        "src/AfdMlNet.ImageNet/ResNetCut.cs",
        "src/AfdMlNet/Images/Reading/LabelColumn.cs",
        "src/AfdMlNet/Networks/Pretrained/WeightFile.cs",
        "src/AfdMlNet/Training/Findings.cs",
        "src/AfdMlNet/Training/Optimizers/LearningRateSchedule.cs",
        "tests/AfdMlNet.Benchmarks/HoursBenchmark.cs",
        "tests/AfdMlNet.Benchmarks/Program.cs",
        "tests/AfdMlNet.Benchmarks/Scaling/AllreduceBenchmark.cs",
        "tests/AfdMlNet.Benchmarks/Scaling/ExchangeBenchmark.cs",
        "tests/AfdMlNet.Benchmarks/SoakBenchmark.cs",
        "tests/AfdMlNet.Benchmarks/Speed/SpeedBenchmark.cs",
        "tests/AfdMlNet.Tests/Cli/ModelBuilderCommandTests.cs",
        "tests/AfdMlNet.Tests/Cli/Commands/TrainOptionsTests.cs",
        "tests/AfdMlNet.Tests/Integration/GeneratedProjectDrivers.cs",
        "tests/AfdMlNet.Tests/ModelBuilder/ModelBuilderConfigTests.cs",
        "tests/AfdMlNet.Tests/Networks/Pretrained/CostlyFileTests.cs",
        "tests/AfdMlNet.Tests/Networks/Pretrained/PretrainedWeightsTests.cs",
        "tests/AfdMlNet.Tests/OptionsValidationTests.cs",
        "tests/AfdMlNet.Tests/Runtime/Loading/TorchPackagesTests.cs",
    ];

    [TestMethod]
    public void Lines_OfCode_HaveAtMost140Columns()
    {
        IEnumerable<string> longer =
            from file in TrackedFiles.All
            where file.EndsWith(".cs", StringComparison.Ordinal) && !_exempt.Contains(file)
            from line in File.ReadLines(TrackedFiles.FullPath(file)).Index()
            where line.Item.Length > Most
            select $"{file}:{line.Index + 1}: {line.Item.Length}";
        Assert.AreEqual("", string.Join('\n', longer));
    }
}
