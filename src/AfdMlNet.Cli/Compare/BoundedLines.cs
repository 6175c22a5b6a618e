using System.Text;

namespace AfdMlNet.Cli.Compare;

/// <summary>The lines of a text that may have no end of line anywhere.</summary>
internal static class BoundedLines
{
    /// <summary>Reads lines, without their ends; null stands for one of more characters than allowed.</summary>
    public static IEnumerable<string?> Read(TextReader reader, int longest)
    {
        var line = new StringBuilder();
        char[] buffer = new char[1 << 16];
        bool isTooLong = false;
        int read;
        while ((read = reader.Read(buffer)) > 0)
        {
            for (int start = 0; start < read;)
            {
                int end = Array.IndexOf(buffer, '\n', start, read - start);
                int length = (end < 0 ? read : end) - start;
                isTooLong |= line.Length + length > longest;
                if (!isTooLong)
                    line.Append(buffer, start, length);
                start += length + 1;
                if (end < 0)
                    break;
                yield return isTooLong ? null : line.ToString();
                line.Clear();
                isTooLong = false;
            }
        }
        if (isTooLong || line.Length > 0)
            yield return isTooLong ? null : line.ToString();
    }
}
