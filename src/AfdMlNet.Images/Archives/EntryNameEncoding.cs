using System.Text;

namespace AfdMlNet.Images.Archives;

/// <summary>
/// The names of entries that are not marked as UTF-8: UTF-8 all the same where the bytes are, else code page 437 (the specification's
/// default, APPNOTE 4.4.17), in which each byte is a character of its own, so that two names never become one.
/// </summary>
internal sealed class EntryNameEncoding : Encoding
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding _codePage = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    /// <summary>Whether a name was met that is not UTF-8.</summary>
    public bool HasMetOther { get; private set; }

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => _utf8.GetByteCount(chars, index, count);

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        _utf8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => Text(bytes, index, count).Length;

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        string text = Text(bytes, byteIndex, byteCount);
        text.CopyTo(0, chars, charIndex, text.Length);
        return text.Length;
    }

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => _utf8.GetMaxByteCount(charCount);

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount + 1;

    private string Text(byte[] bytes, int index, int count)
    {
        try
        {
            return _utf8.GetString(bytes, index, count);
        }
        catch (DecoderFallbackException)
        {
            HasMetOther = true;
            return _codePage.GetString(bytes, index, count);
        }
    }
}
