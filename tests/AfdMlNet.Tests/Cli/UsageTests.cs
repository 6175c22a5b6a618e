namespace AfdMlNet.Tests.Cli;

[TestClass]
public class UsageTests
{
    [TestMethod]
    public void Help_OfEveryCommand_IsSuccess()
    {
        foreach (string[] args in (string[][])[["--help"], ["train", "--help"], ["evaluate", "--help"], ["score", "--help"],
            ["export", "--help"]])
        {
            CommandLine answer = CommandLine.Run(args);
            Assert.AreEqual(0, answer.ExitCode);
            Assert.Contains("Usage:", answer.Out);
        }
    }

    [TestMethod]
    public void Arguments_None_ShowsTheHelp() => Assert.AreEqual(CommandLine.Run("--help"), CommandLine.Run());

    [TestMethod]
    public void Train_WithoutFolder_IsUsageError() => CommandLine.Run("train").AssertFails(2, "FOLDER", "afd train --help");

    [TestMethod]
    [DataRow("--students", "resnet8", "at least two")]
    [DataRow("--weights", "resnet20.pth", "NAME=FILE")]
    [DataRow("--weights", "resnet20=", "NAME=FILE")]
    [DataRow("--weights", "resnet110=x.pth", "0 (resnet20), 1 (resnet32)")]
    [DataRow("--weights", "2=x.pth", "0 (resnet20), 1 (resnet32)")]
    [DataRow("--method", "gan", "afd, dml, independent, kd, afd-offline, l1, l2, l1+kd, l2+kd")]
    [DataRow("--epochs", "0", "at least 1")]
    [DataRow("--epochs", "ten", "'ten'")]
    [DataRow("--batch-size", "1", "at least 2")]
    [DataRow("--temperature", "0", "above 0")]
    [DataRow("--temperature", "NaN", "above 0")]
    [DataRow("--validation", "0.6", "from 0 to 0.5")]
    [DataRow("--patience", "0", "at least 1")]
    [DataRow("--keep", "first", "best, last")]
    [DataRow("--fit", "pad", "crop, stretch")]
    [DataRow("--size", "32x", "64x48")]
    [DataRow("--learning-rate", "-1", "at least 0")]
    [DataRow("--gpu", "-1", "at least 0")]
    [DataRow("--gpu", "0,-1", "'0,-1' is no list of GPUs: give whole numbers of at least 0, such as 0 or 0,1")]
    [DataRow("--gpu", ",", "such as 0 or 0,1")]
    [DataRow("--gpu", "zero", "'zero'")]
    [DataRow("--classes", "1", "at least 2")]
    [DataRow("--classes", "cat", "at least two names")]
    [DataRow("--per-class", "0", "at least 1")]
    [DataRow("--nonsense", "1", "--nonsense")]
    public void Train_OptionOutOfRange_SaysWhatIsAllowed(string option, string value, string allowed) =>
        CommandLine.Run("train", "folder", option, value).AssertFails(2, option, allowed);

    [TestMethod]
    public void Train_SeveralMistakes_ListsThemAll() =>
        CommandLine.Run("train", "folder", "--epochs", "0", "--batch-size", "1").AssertFails(2, "--epochs", "--batch-size");
}
