using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AfdMlNet.Tests.Cli.Output;

/// <summary>What a terminal of some columns shows: the part of xterm that the tool uses, on an endless roll.</summary>
internal sealed partial class TerminalScreen(int columns)
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;
    private int _column;

    /// <summary>Whether something was too long for a line, so that the terminal broke it.</summary>
    public bool HasWrapped { get; private set; }

    public string Text => string.Join('\n', _rows.Select(row => row.ToString().TrimEnd())).TrimEnd() + "\n";

    public void Write(string output)
    {
        for (int at = 0; at < output.Length; at++)
        {
            if (output[at] == '\u001b')
            {
                Match sequence = Sequence().Match(output, at);
                Assert.IsTrue(sequence.Success, $"ESC {output[at + 1]} is unknown.");
                at += sequence.Length - 1;
                if (sequence.Groups["letter"].Success)
                    Obey(sequence.Groups["letter"].Value[0], sequence.Groups["number"].Value);
            }
            else
            {
                Put(output[at]);
            }
        }
    }

    private void Obey(char letter, string number)
    {
        int count = number.Length == 0 ? 1 : int.Parse(number.Split(';')[0], CultureInfo.InvariantCulture);
        switch (letter)
        {
            case 'A':
                _row = Math.Max(0, _row - count);
                break;
            case 'K' when number is "" or "0":
                _rows[_row].Length = Math.Min(_rows[_row].Length, _column);
                break;
            case 'K' when number == "2":
                _rows[_row].Clear();
                break;
            case 'm':
                break;
            default:
                Assert.Fail($"ESC [ {number} {letter} is unknown.");
                break;
        }
    }

    private void Put(char one)
    {
        switch (one)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                NextRow();
                break;
            default:
                if (_column == columns)
                {
                    HasWrapped = true;
                    NextRow();
                }
                StringBuilder row = _rows[_row];
                row.Append(' ', Math.Max(0, _column + 1 - row.Length));
                row[_column++] = one;
                break;
        }
    }

    // The driver of the terminal, or the writer, sends a carriage return with each line feed.
    private void NextRow()
    {
        _column = 0;
        if (++_row == _rows.Count)
            _rows.Add(new());
    }

    // Cursor and colour; what is private to a terminal (the cursor's looks, the keypad) shows nothing.
    [GeneratedRegex(@"\G\u001b(?:\[(?<number>[\d;]*)(?<letter>[A-Za-z])|\[\?[\d;]*[hl]|[=>])")]
    private static partial Regex Sequence();
}
