using AfdMlNet.Cli;
using AfdMlNet.Cli.Output;
using AfdMlNet.Files;

namespace AfdMlNet.Tests.Cli;

/// <summary>What reaches a terminal, and what becomes of a run whose terminal takes nothing.</summary>
[TestClass]
public sealed class TerminalTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("Straße 猫 😀 \u200f", "Straße 猫 😀 \u200f")]
    [DataRow("\u001b[2J", "\\u001b[2J")]
    [DataRow("a\u009bm\u007f\0", "a\\u009bm\\u007f\\u0000")]
    [DataRow("gpj\u202eexe.", "gpj\\u202eexe.")]
    [DataRow("\u2066x\u2069", "\\u2066x\\u2069")]
    [DataRow("a\nb\tc", "a\\u000ab\\u0009c")]
    public void Line_Text_IsFreeOfWhatSteers(string text, string plain) => Assert.AreEqual(plain, PlainText.Line(text));

    [TestMethod]
    [DataRow("a\nb\r\nc\td", "a\nb\r\nc\td")]
    [DataRow("all is well\rall is lost", "all is well\\u000dall is lost")]
    [DataRow("\u001b]0;title\a", "\\u001b]0;title\\u0007")]
    public void Terminal_AnyText_IsFreeOfWhatSteers(string text, string plain)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, IsInteractive: false);

        terminal.Out.Write(text);
        terminal.Error.Write(text.ToCharArray());

        Assert.AreEqual(plain, output.ToString());
        Assert.AreEqual(plain, error.ToString());
    }

    [TestMethod]
    public void Score_NamesThatSteer_AreWrittenOut()
    {
        string model = FirstByteModel.Save(_folder["model.zip"], ["\u001b[31mant", "bee\nant 100 %", "=1+1"]);
        _folder.With(0, "\u001b[2Ja.png").With(1, "b\nc.png").With(9, "\u009bd.png");

        CommandLine answer = CommandLine.Run(
            "score", model, _folder["\u001b[2Ja.png"], _folder["b\nc.png"], _folder["\u009bd.png"], _folder["\u001b[0mnone.png"]);

        AssertPlain(answer);
        Assert.HasCount(3, answer.Out.Split(System.Environment.NewLine));
        Assert.Contains("\\u001b[2Ja.png: \\u001b[31mant", answer.Out);
        Assert.Contains("b\\u000ac.png: bee\\u000aant 100 %", answer.Out);
        Assert.Contains("\\u001b[0mnone.png", answer.Error);
    }

    [TestMethod]
    public void Evaluate_NamesThatSteer_AreWrittenOut()
    {
        string[] classes = ["\u001b[31mant", "bee\nant", "c\u202eow"];
        string model = FirstByteModel.Save(_folder["model.zip"], classes);
        foreach ((int place, string name) in classes.Index())
            _folder.With((byte)place, $"images/{name}/x.png", $"images/{name}/\u001b[2Jy.png");
        _folder.With(9, $"images/{classes[1]}/\u001bbad\n.png");
        _folder.With(0, "images/\u001b[5munknown/x.png");

        CommandLine answer = CommandLine.Run("evaluate", model, _folder["images"]);

        AssertPlain(answer);
        Assert.Contains("\\u001b[31mant  ", answer.Out);
        Assert.Contains("bee\\u000aant  ", answer.Out);
        Assert.Contains("'\\u001b[5munknown'", answer.Error);
    }

    [TestMethod]
    public void Run_ResultThatCannotBeShown_IsAnError()
    {
        using var full = new FullWriter();
        using var error = new StringWriter();

        int code = Application.Run(["--help"], new Terminal(full, error, IsInteractive: false));

        Assert.AreEqual(ExitCode.BadInput, code);
        Assert.AreEqual($"Not all that was to be shown could be written: full{System.Environment.NewLine}", error.ToString());
    }

    private static void AssertPlain(CommandLine answer)
    {
        foreach (char character in answer.Out + answer.Error)
            Assert.IsFalse(character is not ('\n' or '\r') && (char.IsControl(character) || character == '\u202e'), $"{(int)character:x}");
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("full");

        public override void Write(string? value) => throw new IOException("full");

        public override void WriteLine(string? value) => throw new IOException("full");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("full");
    }
}
