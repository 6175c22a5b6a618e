using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using AfdMlNet.Tests.Cli;
using AfdMlNet.Tests.Cli.Compare;

namespace AfdMlNet.Tests.Examples;

/// <summary>The files of <c>examples/Cluster</c> do what they say, short of Slurm and Kubernetes themselves.</summary>
[TestClass]
public sealed partial class ClusterTests : IDisposable
{
    private static readonly string[] _protocol =
    [
        "--classes", "3", "--per-class", "12", "--size", "8", "--batch-size", "16", "--epochs", "2", "--students", "resnet8,resnet14",
        "--seeds", "1,2",
        "--methods", "independent,dml",
    ];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Scripts_OfTheFolder_ParseAndBeginWithTheirOptions()
    {
        ClusterScript.NeedsBash();
        Assert.HasCount(3, ClusterScript.All);
        foreach (string script in ClusterScript.All)
        {
            using Process parsed = Process.Start("/bin/bash", ["-n", Path.Combine(ClusterScript.Folder, script)]);
            parsed.WaitForExit();
            Assert.AreEqual(0, parsed.ExitCode, script);
            // sbatch reads its options up to the first command.
            string[] lines = File.ReadAllLines(Path.Combine(ClusterScript.Folder, script));
            Assert.IsLessThan(Array.FindIndex(lines, line => line.Length > 0 && line[0] != '#'),
                Array.FindLastIndex(lines, line => line.StartsWith("#SBATCH", StringComparison.Ordinal)));
        }
    }

    [TestMethod]
    public void Compare_AsAnArrayThenAlone_EndsInTheTableOfTheWhole()
    {
        string images = SharedData.File("cifar100-10c-mini-png.zip");
        CommandLine whole = CommandLine.Run(["compare", images, "--out", _folder["whole"], .. _protocol, "--threads", "2"]);
        Assert.AreEqual(0, whole.ExitCode, whole.Error);

        using ClusterScript first = Start("compare.sbatch", task: 0, tasks: 2, [images, _folder["out"], .. _protocol]);
        using ClusterScript second = Start("compare.sbatch", task: 1, tasks: 2, [images, _folder["out"], .. _protocol]);
        AssertDone(first);
        AssertDone(second);
        using ClusterScript table = ClusterScript.Start("compare.sbatch", Threads(), [images, _folder["out"], .. _protocol]);
        Assert.Contains("4 runs, 4 of them on record", AssertDone(table));

        Assert.AreEqual(ComparedTable.Accuracies(_folder["whole/compare.json"]), ComparedTable.Accuracies(_folder["out/compare.json"]));
    }

    [TestMethod]
    public void Score_AsAnArray_OneAfterTheOther_IsTheWhole()
    {
        string zip = SaveModelAndImages();
        ClusterScript[] tasks = [.. Enumerable.Range(0, 3)
            .Select(task => Start("score.sbatch", task, tasks: 3, [_folder["model.zip"], _folder["scores"], zip]))];
        foreach (ClusterScript task in tasks)
        {
            using (task)
                AssertDone(task);
        }

        AssertSameAsTheWhole(zip, "scores");
    }

    [TestMethod]
    public void ScoreJob_ItsCommandForEveryPod_OneAfterTheOther_IsTheWhole()
    {
        string zip = SaveModelAndImages();
        string manifest = File.ReadAllText(Path.Combine(ClusterScript.Folder, "score-job.yaml"));
        Assert.Contains("completionMode: Indexed", manifest);
        int pods = int.Parse(Completions().Match(manifest).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        string[] command = JsonSerializer.Deserialize<string[]>(Arguments().Match(manifest).Groups[1].Value)!;
        Assert.Contains($"$(JOB_COMPLETION_INDEX)/{pods}", command);
        File.Move(zip, _folder["images.zip"]);

        for (int pod = 0; pod < pods; pod++)
        {
            string index = $"{pod}";
            CommandLine answer = CommandLine.Run([.. command.Select(word => word
                .Replace("$(JOB_COMPLETION_INDEX)", index, StringComparison.Ordinal)
                .Replace("/work", _folder.Path, StringComparison.Ordinal))]);
            Assert.AreEqual(0, answer.ExitCode, answer.Error);
        }

        AssertSameAsTheWhole(_folder["images.zip"], "scores");
    }

    [TestMethod]
    public void TrainMpi_WithWhateverStartsProcesses_GivesTheToolACommandLineThatItKnows()
    {
        string images = SharedData.File("cifar100-10c-mini-png.zip");
        string echo = _folder["mpiexec"];
        File.WriteAllText(echo, "printf '%s\\n' \"$@\"\n");
        var slurm = new Dictionary<string, string>(Threads()) { ["SLURM_NTASKS"] = "2", ["LAUNCH"] = $"/bin/bash {echo} -n 2" };
        using ClusterScript script =
            ClusterScript.Start("train-mpi.sbatch", slurm, images, _folder["model"], "--students", "resnet8,resnet14", "--epochs", "none");

        string[] words = AssertDone(script).TrimEnd().Split('\n');

        CollectionAssert.AreEqual((string[])["-n", "2", .. ClusterScript.Tool.Split(' '), "train", images], words[..6]);
        // One wrong option among them, so that nothing is trained: it is the only one that is complained of.
        CommandLine answer = CommandLine.Run(words[4..]);
        answer.AssertFails(2, "--epochs: 'none' is not a whole number");
        Assert.DoesNotContain("Unrecognized", answer.Error);
    }

    [TestMethod]
    [DataRow("compare.sbatch", "the images are missing")]
    [DataRow("score.sbatch", "the model is missing")]
    [DataRow("train-mpi.sbatch", "the images are missing")]
    public void Scripts_WithoutArguments_SayHowTheyAreUsed(string script, string words)
    {
        using ClusterScript ended = ClusterScript.Start(script, Threads());
        (int exitCode, _, string error) = ended.End();
        Assert.AreNotEqual(0, exitCode);
        Assert.Contains(words, error);
        Assert.Contains($"{script} ", error);
    }

    [TestMethod]
    public void Readme_OfTheFolder_NamesEveryFile()
    {
        string readme = File.ReadAllText(Path.Combine(ClusterScript.Folder, "README.md"));
        foreach (string file in Directory.GetFiles(ClusterScript.Folder)
            .Select(file => Path.GetFileName(file)!)
            .Where(name => name != "README.md"))
            Assert.Contains(file, readme);
    }

    [GeneratedRegex(@"^  completions: (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Completions();

    [GeneratedRegex(@"args: (\[.*?\])", RegexOptions.Singleline)]
    private static partial Regex Arguments();

    private static Dictionary<string, string> Threads() => new() { ["SLURM_CPUS_PER_TASK"] = "2" };

    private static ClusterScript Start(string script, int task, int tasks, string[] arguments) => ClusterScript.Start(
        script, new Dictionary<string, string>(Threads()) { ["SLURM_ARRAY_TASK_ID"] = $"{task}", ["SLURM_ARRAY_TASK_COUNT"] = $"{tasks}" },
        arguments);

    private static string AssertDone(ClusterScript script)
    {
        (int exitCode, string output, string error) = script.End();
        Assert.AreEqual(0, exitCode, output + error);
        return output;
    }

    private string SaveModelAndImages()
    {
        TinyModel.Save(_folder["model.zip"]);
        return _folder.Zip("set.zip", [.. TinyModel.Rows(15).Select((row, index) => ($"{row.Label}/{index}.png", row.ImageSource))]);
    }

    private void AssertSameAsTheWhole(string images, string parts)
    {
        CommandLine whole = CommandLine.Run("score", _folder["model.zip"], images, "--out", _folder["whole.jsonl"]);
        Assert.AreEqual(0, whole.ExitCode, whole.Error);
        CollectionAssert.AreEqual(
            File.ReadAllBytes(_folder["whole.jsonl"]),
            Directory.GetFiles(_folder[parts], "part-*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes).ToArray());
    }
}
