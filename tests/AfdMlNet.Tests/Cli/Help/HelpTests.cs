using System.CommandLine;
using System.Diagnostics;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Help;
using AfdMlNet.Cli.Output;

namespace AfdMlNet.Tests.Cli.Help;

[TestClass]
public sealed class HelpTests
{
    private static readonly Terminal _nowhere = new(TextWriter.Null, TextWriter.Null, IsInteractive: false);

    public static IEnumerable<object[]> Commands => AfdCommand.Create(_nowhere).Subcommands
        .Where(command => !command.Hidden).Select(command => new object[] { command.Name });

    [TestMethod]
    [DynamicData(nameof(Commands))]
    public void Help_OfACommand_NamesAllItsOptionsAndHasExamples(string name)
    {
        Command command = AfdCommand.Create(_nowhere).Subcommands.Single(command => command.Name == name);

        string help = CommandLine.Run(name, "--help").Out;

        foreach (Option option in command.Options)
            Assert.Contains($"  {option.Name}", help);
        if (name != "check-cpu")
            Assert.Contains("Examples:", help);
    }

    [TestMethod]
    public void Help_OfTrain_HasItsOptionsInGroups()
    {
        string help = CommandLine.Run("train", "--help").Out;

        int place = -1;
        foreach (OptionGroup group in Enum.GetValues<OptionGroup>())
        {
            int next = help.IndexOf($"\n{OptionGroupTitle.Of(group)}:\n", StringComparison.Ordinal);
            Assert.IsGreaterThan(place, next, $"{group}");
            place = next;
        }
    }

    [TestMethod]
    [DataRow(40)]
    [DataRow(60)]
    [DataRow(120)]
    public void Page_OfAnyWidth_IsNoWider(int width)
    {
        foreach (Command command in (Command[])[AfdCommand.Create(_nowhere), .. AfdCommand.Create(_nowhere).Subcommands])
        {
            using var written = new StringWriter();
            new HelpPage(written, width).Write(command);

            Assert.IsEmpty(written.ToString().Split('\n').Where(line => line.Length > width), command.Name);
        }
    }

    [TestMethod]
    [DataRow("train", "trian")]
    [DataRow("evaluate", "evalute")]
    [DataRow("--epochs", "train", "photos", "--epoch", "5")]
    [DataRow("--learning-rate", "train", "photos", "--leraning-rate", "5")]
    public void Typo_OfACommandOrOption_IsAnsweredWithWhatWasMeant(string meant, params string[] args) =>
        CommandLine.Run(args).AssertFails(2, $"Did you mean '{meant}'?");

    [TestMethod]
    public void Typo_FarFromEverything_IsNoneOfThem() => Assert.DoesNotContain("Did you mean", CommandLine.Run("photographs").Error);

    [TestMethod]
    public void Data_ThatIsNotThere_IsCalledMissing() =>
        CommandLine.Run("train", "nowhere").AssertFails(1, "There is no folder 'nowhere'.");

    [TestMethod]
    [DataRow("tr", "train")]
    [DataRow("train --ep", "--epochs")]
    [DataRow("train x --method ", "l1+kd")]
    public void Suggest_OfABeginning_AnswersWhatShellsComplete(string line, string completion) =>
        Assert.Contains(completion, CommandLine.Run($"[suggest:{line.Length}]", line).Out.Split(Environment.NewLine));

    [TestMethod]
    public void Completion_InBash_CompletesACommand()
    {
        if (!File.Exists("/bin/bash"))
            Assert.Inconclusive("There is no bash here.");
        string tool = string.Join(' ', ToolProcess.Command.Select(part => $"'{part}'"));
        string script = $$"""
            afd() { {{tool}} "$@"; }
            source <(afd completion bash)
            COMP_WORDS=(afd ev) COMP_CWORD=1 COMP_LINE="afd ev" COMP_POINT=6
            _afd_complete
            echo "${COMPREPLY[@]}"
            """;
        using Process bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script]) { RedirectStandardOutput = true })!;

        Assert.AreEqual("evaluate", bash.StandardOutput.ReadToEnd().Trim());
    }
}
