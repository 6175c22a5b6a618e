using Microsoft.ML;

namespace AfdMlNet.Images;

/// <summary>Reads the images of one kind of column: values are taken row by row, then turned into pixels on several threads.</summary>
internal abstract class ImageRows
{
    /// <summary>Turns to a cursor, from which <see cref="Take"/> will read.</summary>
    /// <param name="row">The cursor.</param>
    public abstract void Bind(DataViewRow row);

    /// <summary>Copies the current row's value into a slot.</summary>
    /// <param name="slot">The slot, from 0.</param>
    /// <returns>The bytes that the value takes.</returns>
    public abstract long Take(int slot);

    /// <summary>Turns a slot's value into pixels. May run on several threads, for a slot each.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="pixels">Takes height x width x channels.</param>
    /// <returns>
    /// False where the value does not fit what was assumed of all of them (a shared size, a scale): they must be read anew.
    /// </returns>
    /// <exception cref="InvalidDataException">The value is no image.</exception>
    public abstract bool Write(int slot, Span<byte> pixels);
}
