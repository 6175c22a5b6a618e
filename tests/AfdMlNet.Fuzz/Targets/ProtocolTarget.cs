using System.CommandLine;
using System.Text;
using AfdMlNet.Cli;
using AfdMlNet.Cli.Commands;
using AfdMlNet.Cli.Compare;
using AfdMlNet.Fuzz.Mutation;

namespace AfdMlNet.Fuzz.Targets;

/// <summary>Protocols of a comparison (.rsp): read, parsed, and made into the settings of every variant.</summary>
internal sealed class ProtocolTarget : FuzzTarget
{
    private static readonly string[] _words =
    [
        "--seeds", "--students", "--methods", "--vary", "--epochs", "--size", "--baseline", "--for", "--classes", "--weights", "1..1000",
        "0..999,1000..1999", "2147483647",
        "-1", "1e308", "NaN", "resnet8,resnet999999999", "wrn16-2147483647", "1x99999999999", "\"a: --epochs 2\"", "\"a: @x\"",
        "@protocol.rsp", "@/dev/zero", "\"", "#", "\n", " ",
        "--", "-", "--unknown", "a=b", "--epochs=3", "--json", "[suggest]", "[diagram]", "'", "\\", "\0", "1h30m", "99999999999999d",
        "resnet8=../../x.pth", "--mbconfig", "--out",
    ];

    private readonly Scratch _scratch = new();

    public override string Name => "protocol";

    // The parser is made anew for every variant.
    public override long AllocationBound(int length) => (32L << 20) + 2000L * length;

    public override void Read(byte[] input)
    {
        var options = new CompareOptions();
        var command = new Command("compare") { options.Folder };
        foreach (Option option in options.All)
            command.Add(option);
        ParseResult parsed = command.Parse(
            ["folder", $"@{_scratch.Write("protocol.rsp", input)}"],
            new ParserConfiguration { ResponseFileTokenReplacer = ProtocolFile.TryRead });
        if (parsed.Errors.Count > 0)
            throw new CliException(parsed.Errors[0].Message);
        _ = Protocol.Kinds(options.Read(parsed));
    }

    public override bool IsRefusal(Exception exception) => exception is CliException;

    protected override byte[] Mutate(byte[] sound, Random random) => TextMutator.Mutate(sound, Other(random), _words, random);

    protected override IReadOnlyList<byte[]> MakeCorpus() =>
    [
        Encoding.UTF8.GetBytes(
            """
            # Two rings, three methods.
            --students resnet8,resnet20 --students resnet14,resnet8
            --methods independent,dml,afd --seeds 1..3
            --vary "no decay: --method afd --adversarial-decay 0" --epochs 5 --size 32x24 --batch-size 16
            --baseline independent --for 1h30m --classes 10 --select test
            """),
        Encoding.UTF8.GetBytes("--methods afd\n--seeds 1,2,5\n--temperature 3 --learning-rate 0.1 --patience 3\n"),
    ];
}
